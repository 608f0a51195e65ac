using System.Net;
using System.Net.Sockets;
using Npgsql;
using OrleansCalls.Testing;

namespace OrleansCalls.Launcher.Tests.Processes;

/// <summary>What an operator may get wrong: the process ends with status 1 and a sentence that names the setting and what to do.</summary>
public sealed class BadInputTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private TestDatabase? _database;

    private string Connection => _database!.TcpConnectionString;

    public static TheoryData<string> Processes => ["Silo", "WebFrontend"];

    public async Task InitializeAsync() => _database = await TestDatabase.Create();

    public async Task DisposeAsync() => await _database!.DisposeAsync();

    [Theory]
    [InlineData("Silo", "Host", "no-such-host.invalid", "has not answered")]
    [InlineData("WebFrontend", "Port", "1", "has not answered")]
    [InlineData("Silo", "Password", "wrong", "correct the setting")]
    [InlineData("WebFrontend", "Database", "nowhere", "correct the setting")]
    public async Task Wrong_connection_string_is_named(string process, string keyword, string value, string says)
    {
        var wrong = new NpgsqlConnectionStringBuilder(Connection) { [keyword] = value };
        await Refused(process, ["ConnectionStrings:Postgres", says], ("ConnectionStrings:Postgres", wrong.ConnectionString));
    }

    [Theory]
    [MemberData(nameof(Processes))]
    public async Task Unreadable_connection_string_is_named(string process) => await Refused(
        process, ["ConnectionStrings:Postgres", "write it like Host="],
            ("ConnectionStrings:Postgres", "postgres://calls:secret@localhost/calls"));

    [Theory]
    [MemberData(nameof(Processes))]
    public async Task No_connection_string_is_asked_for(string process) => await Refused(process, ["ConnectionStrings:Postgres"]);

    [Theory]
    [InlineData("Silo", "Calls:RingTimeout", "soon", "a time span")]
    [InlineData("WebFrontend", "Calls:RingTimeout", "soon", "a time span")]
    [InlineData("WebFrontend", "Silo:InProcess", "maybe", "true or false")]
    [InlineData("Silo", "Silo:Port", "first", "a whole number")]
    [InlineData("Silo", "Otlp:SampleRatio", "half", "a number")]
    public async Task Setting_that_cannot_be_read_is_named(string process, string setting, string value, string says) =>
        await Refused(process, [$"{setting} is '{value}'", says], ("ConnectionStrings:Postgres", Connection), (setting, value));

    [Theory]
    [InlineData("Silo:Port")]
    [InlineData("Silo:GatewayPort")]
    public async Task Port_of_another_silo_is_named(string setting)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = $"{((IPEndPoint)taken.LocalEndpoint).Port}";
        await Refused("Silo", [$"Port {port}", setting], ("ConnectionStrings:Postgres", Connection), (setting, port));
    }

    [Theory]
    [MemberData(nameof(Processes))]
    public async Task Http_port_in_use_is_named_before_the_process_joins(string process)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = $"{((IPEndPoint)taken.LocalEndpoint).Port}";
        await Refused(
            process, [$"Port {port}", "ASPNETCORE_URLS"], ("ConnectionStrings:Postgres", Connection),
                ("ASPNETCORE_URLS", $"http://127.0.0.1:{port}"));
        Assert.Equal(0L, await Scalar("select count(*) from orleans_membership"));
    }

    [Theory]
    [MemberData(nameof(Processes))]
    public async Task Older_database_that_must_not_be_migrated_is_refused_and_left_alone(string process)
    {
        await Refused(process, ["Persistence:Migrate"], ("ConnectionStrings:Postgres", Connection), ("Persistence:Migrate", "false"));
        Assert.Equal(true, await Scalar("select to_regclass('schema_version') is null"));
    }

    [Theory]
    [MemberData(nameof(Processes))]
    public async Task Database_whose_user_may_not_make_tables_is_refused(string process)
    {
        await Scalar("revoke create on schema public from public; drop role if exists reader; create role reader login password 'reader'");
        var reader = new NpgsqlConnectionStringBuilder(Connection) { Username = "reader", Password = "reader" };
        await Refused(process, ["may not make tables", "grant CREATE"], ("ConnectionStrings:Postgres", reader.ConnectionString));
    }

    [Theory]
    [MemberData(nameof(Processes))]
    public async Task Database_of_a_newer_program_is_refused(string process)
    {
        await Scalar("""
            create table schema_version (version int primary key, name text not null, applied_at timestamptz default now(), breaking boolean);
            insert into schema_version (version, name, breaking) values (9999, 'from the future', true)
            """);
        await Refused(process, ["9999", "start the newer version"], ("ConnectionStrings:Postgres", Connection));
    }

    [Theory]
    [InlineData("Silo", "+00:05:00")]
    [InlineData("Silo", "-00:05:00")]
    [InlineData("WebFrontend", "+00:05:00")]
    public async Task Clock_five_minutes_off_is_refused(string process, string off)
    {
        // The database's clock is what can be moved here: the function is found before PostgreSQL's own.
        await Scalar(
            "create function clock_timestamp() returns timestamptz language sql as "
            + $"$$ select pg_catalog.clock_timestamp() + interval '{off}' $$");
        var connection = new NpgsqlConnectionStringBuilder(Connection) { SearchPath = "public,pg_catalog" };
        await Refused(process, ["Cluster:MaxClockSkew", "set the clock"], ("ConnectionStrings:Postgres", connection.ConnectionString));
    }

    [Theory]
    [InlineData("Silo", "another secret of this length", "is not the secret")]
    [InlineData("WebFrontend", "another secret of this length", "is not the secret")]
    [InlineData("Silo", "", "has a secret")]
    [InlineData("Silo", "short", "16 or more")]
    public async Task Another_cluster_secret_is_refused(string process, string secret, string says)
    {
        await using var member = ServerProcess.FrontEnd(
            ("ConnectionStrings:Postgres", Connection), ("Orleans:ClusterSecret", "the secret of this cluster"));
        await Eventually.Holds(async () => await member.Status("/healthz/live") == HttpStatusCode.OK, Patience);

        await Refused(
            process, ["Orleans:ClusterSecret", says], ("ConnectionStrings:Postgres", Connection), ("Orleans:ClusterSecret", secret));
    }

    private static async Task Refused(string process, string[] says, params (string Setting, string Value)[] settings)
    {
        settings = [("Persistence:StartTimeout", "00:00:01"), .. settings];
        await using var refused = process == "Silo" ? ServerProcess.Silo(settings) : ServerProcess.FrontEnd(settings);

        Assert.Equal(1, await refused.Ended(Patience));
        Assert.All(says, words => Assert.Contains(words, refused.Said, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", refused.Sentences, StringComparison.Ordinal);
    }

    private async Task<object?> Scalar(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Connection);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
