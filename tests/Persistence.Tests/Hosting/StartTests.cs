using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;
using OrleansCalls.Testing;

namespace OrleansCalls.Persistence.Tests.Hosting;

/// <summary>What the start says when it cannot go on: one sentence that names the setting.</summary>
public sealed class StartTests
{
    [Fact]
    public void WithoutDatabaseOrMemory_ItSaysToSetOne()
    {
        var error = Assert.Throws<DatabaseStartException>(() => Store.Build());

        Assert.Contains("ConnectionStrings:Postgres", error.Message, StringComparison.Ordinal);
        Assert.Contains("Persistence:Memory", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WithBoth_ItSaysToRemoveOne() =>
        Assert.Throws<DatabaseStartException>(() => Store.Build(("ConnectionStrings:Postgres", "Host=x"), ("Persistence:Memory", "true")));

    [Theory]
    [InlineData("Host=x;Nonsense=y")]
    [InlineData("no connection string")]
    public void AnUnreadableConnectionString_IsNamed(string text) => Assert.Contains(
        "ConnectionStrings:Postgres",
        Assert.Throws<DatabaseStartException>(() => Store.Build(("ConnectionStrings:Postgres", text))).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("Password", "wrong")]
    [InlineData("Database", "nowhere")]
    [InlineData("Username", "nobody")]
    public async Task ARefusedConnection_FailsAtOnce_AndNamesTheSetting(string keyword, string value)
    {
        await using var database = await TestDatabase.Create();
        var connection = new NpgsqlConnectionStringBuilder(database.ConnectionString) { [keyword] = value };

        var error = await StartFails(connection.ConnectionString, "01:00:00");

        Assert.Contains("ConnectionStrings:Postgres", error.Message, StringComparison.Ordinal);
        Assert.Contains("correct the setting", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADatabaseThatDoesNotAnswer_IsWaitedForOnlySoLong()
    {
        var error = await StartFails("Host=127.0.0.1;Port=1;Username=x;Password=y", "00:00:00.3");

        Assert.Contains("has not answered", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CommitLanes", "0")]
    [InlineData("CommandTimeout", "00:00:00")]
    [InlineData("ClockInterval", "2.00:00:00")]
    public async Task ASettingOutOfRange_IsNamed(string setting, string value)
    {
        using var host = Store.Build(("Persistence:Memory", "true"), ("Persistence:" + setting, value));

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains("Persistence:" + setting, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheDatabaseIsReady_BeforeAnythingElseStarts_HoweverEarlyItIsRegistered()
    {
        await using var database = await TestDatabase.Create();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration["ConnectionStrings:Postgres"] = database.ConnectionString;
        builder.Services.AddLogging();
        builder.Services.AddHostedService<NeedsTheDatabase>();
        builder.Services.AddCallsPersistence(builder.Configuration);
        builder.Services.AddCallsPersistence(builder.Configuration);
        using var host = builder.Build();

        await host.StartAsync();
        await host.StopAsync();
    }

    [Fact]
    public async Task NamedMemories_AreShared_AndOthersAreNot()
    {
        using var one = Store.Build(("Persistence:Memory", "true"), ("Persistence:MemoryName", "shared by this test"));
        using var two = Store.Build(("Persistence:Memory", "true"), ("Persistence:MemoryName", "shared by this test"));
        using var other = Store.Build(("Persistence:Memory", "true"));

        await one.Services.GetRequiredService<OrleansCalls.People.IAccountStore>().Create([People.Somebody.Named("alice")]);

        Assert.False(await two.Services.GetRequiredService<OrleansCalls.People.IAccountStore>().IsEmpty());
        Assert.True(await other.Services.GetRequiredService<OrleansCalls.People.IAccountStore>().IsEmpty());
    }

    private static async Task<DatabaseStartException> StartFails(string connectionString, string timeout)
    {
        using var host = Store.Build(("ConnectionStrings:Postgres", connectionString), ("Persistence:StartTimeout", timeout));
        return await Assert.ThrowsAsync<DatabaseStartException>(() => host.StartAsync());
    }

    private sealed class NeedsTheDatabase(IClusterClock clock, NpgsqlDataSource database) : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            Assert.True(clock.Now > DateTimeOffset.UnixEpoch);
            await using var command = database.CreateCommand("select count(*) from calls");
            await command.ExecuteScalarAsync(cancellationToken);
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
