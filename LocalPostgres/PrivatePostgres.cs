using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace OrleansCalls.LocalPostgres;

/// <summary>
/// A PostgreSQL cluster of our own in a folder, run with the machine's programs for as long as this process lives:
/// on 127.0.0.1 and a Unix socket, behind a password that is made up once, with PostgreSQL's default durability.
/// </summary>
/// <remarks>What a killed run left behind is stopped first; PostgreSQL then recovers by itself.</remarks>
public sealed class PrivatePostgres : IAsyncDisposable
{
    internal const string Administrator = "calls";

    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(10);

    private readonly PrivatePostgresOptions _options;
    private readonly ServerUser _user;
    private readonly PostgresFolders _folders;
    private readonly Postmaster _postmaster;
    private readonly string _password;
    private Supervised? _server;

    private PrivatePostgres(PrivatePostgresOptions options, ServerUser user, PostgresFolders folders, string password)
    {
        _options = options;
        _user = user;
        _folders = folders;
        _password = password;
        _postmaster = new Postmaster(folders.Data);
    }

    /// <summary>The port on 127.0.0.1, and of the socket.</summary>
    public int Port { get; private set; }

    /// <summary>The file that the server's messages are appended to.</summary>
    public string LogFile => _folders.Log;

    /// <summary>Starts the cluster of a folder, and makes it first when there is none.</summary>
    /// <exception cref="PostgresUnavailableException">PostgreSQL is not installed, or does not come up; the message says why.</exception>
    public static async Task<PrivatePostgres> Start(PrivatePostgresOptions options, CancellationToken cancellation = default)
    {
        var binaries = PostgresBinaries.Find();
        var user = ServerUser.Choose();
        var folders = new PostgresFolders(Path.GetFullPath(options.Folder));
        if (!Directory.Exists(folders.Root))
            Directory.CreateDirectory(folders.Root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var postgres = new PrivatePostgres(options, user, folders, SecretFile.ReadOrMake(folders.Password));
        await postgres._postmaster.Stop(StopPatience);
        if (!File.Exists(Path.Combine(folders.Data, "PG_VERSION")))
            postgres.Initialise(binaries);
        postgres._postmaster.Forget();
        await postgres.Run(binaries, cancellation);
        return postgres;
    }

    /// <summary>How an administrator reaches a database over the Unix socket, the quickest way.</summary>
    public string ConnectionString(string database) => Connection(database, _folders.Sockets);

    /// <summary>How an administrator reaches a database over 127.0.0.1.</summary>
    public string TcpConnectionString(string database) => Connection(database, IPAddress.Loopback.ToString());

    /// <summary>Makes a database unless there is one with this name, and returns <see cref="ConnectionString"/>.</summary>
    public async Task<string> CreateDatabase(string name, CancellationToken cancellation = default)
    {
        await using var connection = await Open("postgres", cancellation);
        await using var exists = new NpgsqlCommand("select exists (select from pg_database where datname = $1)", connection);
        exists.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        if (!(bool)(await exists.ExecuteScalarAsync(cancellation))!)
        {
            await using var create = new NpgsqlCommand($"create database {SqlName.Quoted(name)}", connection);
            await create.ExecuteNonQueryAsync(cancellation);
        }
        return ConnectionString(name);
    }

    /// <summary>
    /// Makes a database unless there is one with this name, and gives it and everything in it to a role that owns nothing else, is no
    /// superuser, and cannot enter other databases.
    /// </summary>
    /// <returns>How that role reaches it over the Unix socket.</returns>
    public async Task<string> CreateDatabase(string name, string owner, CancellationToken cancellation = default)
    {
        await CreateDatabase(name, cancellation);
        var password = SecretFile.ReadOrMake(_folders.PasswordOf(owner));
        await using (var administration = await Open("postgres", cancellation))
            await DatabaseOwner.MakeRole(administration, owner, password, cancellation);
        await using (var inside = await Open(name, cancellation))
            await DatabaseOwner.Give(inside, name, owner, cancellation);
        return new NpgsqlConnectionStringBuilder(ConnectionString(name)) { Username = owner, Password = password }.ConnectionString;
    }

    /// <summary>Drops a database, cutting its connections; no error if there is none.</summary>
    public async Task DropDatabase(string name, CancellationToken cancellation = default)
    {
        await using var connection = await Open("postgres", cancellation);
        await using var drop = new NpgsqlCommand($"drop database if exists {SqlName.Quoted(name)} with (force)", connection);
        await drop.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Stops the server: sessions are cut, the data is written.</summary>
    public async Task Stop()
    {
        if (_server is not { } server)
            return;
        _server = null;
        if (!await server.Stop(StopPatience))
            await _postmaster.Stop(StopPatience);
        server.Dispose();
    }

    /// <summary>Stops the server and starts it again on the same port.</summary>
    public async Task Restart(CancellationToken cancellation = default)
    {
        await Stop();
        await Run(PostgresBinaries.Find(), cancellation);
    }

    /// <inheritdoc cref="Stop"/>
    public async ValueTask DisposeAsync() => await Stop();

    private void Initialise(PostgresBinaries binaries)
    {
        _options.Say($"Making a PostgreSQL {binaries.Version} cluster under {_folders.Data}.");
        // Under another name until it is whole: a kill in the middle leaves nothing that looks like a cluster.
        var unfinished = _folders.Data + ".new";
        if (Directory.Exists(unfinished))
            Directory.Delete(unfinished, recursive: true);
        _user.MakeFolder(unfinished);
        var passwordFile = unfinished + ".pw";
        File.Copy(_folders.Password, passwordFile, overwrite: true);
        try
        {
            _user.Own(passwordFile);
            var command = _user.CommandLine(binaries.Path("initdb"), unfinished, passwordFile, (data, password) =>
                [
                    "-D", data, "-U", Administrator, "-E", "UTF8", "--locale=C", "--auth=scram-sha-256", "--pwfile", password,
                    "--no-instructions",
                ]);
            Command.Demand(command[0], command.Skip(1));
        }
        finally
        {
            File.Delete(passwordFile);
        }
        Directory.Move(unfinished, _folders.Data);
    }

    private async Task Run(PostgresBinaries binaries, CancellationToken cancellation)
    {
        const int attempts = 5;
        _user.MakeFolder(_folders.Sockets);
        for (var attempt = 1; ; attempt++)
        {
            Port = Port != 0 ? Port : _options.Port != 0 ? _options.Port : LoopbackPorts.Free();
            var written = File.Exists(LogFile) ? new FileInfo(LogFile).Length : 0;
            _server = Supervised.Start(_user.CommandLine(binaries.Path("postgres"), _folders.Data, _folders.Sockets, Arguments), LogFile);
            if (await IsReady(_server, cancellation))
                return;
            var log = LogSince(written);
            await Stop();
            // A free port may have been taken meanwhile; processes of a killed server may still be going.
            if (attempt == attempts || !log.Contains("in use", StringComparison.Ordinal))
                throw new PostgresUnavailableException($"PostgreSQL under {_folders.Data} did not start: {log.Trim()}");
            Port = 0;
            await Task.Delay(TimeSpan.FromSeconds(1), cancellation);
        }
    }

    private string[] Arguments(string data, string sockets)
    {
        string[] arguments =
        [
            "-D", data,
            "-p", Port.ToString(CultureInfo.InvariantCulture),
            "-h", IPAddress.Loopback.ToString(),
            "-k", sockets,
            "-c", $"max_connections={_options.MaxConnections}",
            "-c", "unix_socket_permissions=0700",
            "-c", "log_timezone=UTC",
            "-c", "timezone=UTC",
        ];
        return [.. arguments, .. _options.Settings.SelectMany(setting => new[] { "-c", $"{setting.Key}={setting.Value}" })];
    }

    private async Task<bool> IsReady(Supervised server, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(_options.StartTimeout);
        while (server.IsRunning)
        {
            try
            {
                await using var connection = await Open("postgres", limit.Token);
                return true;
            }
            catch (Exception error) when (error is SocketException or NpgsqlException { InnerException: SocketException or IOException }
                or PostgresException { SqlState: PostgresErrorCodes.CannotConnectNow })
            {
                await Task.Delay(25, limit.Token);
            }
        }
        return false;
    }

    private string LogSince(long position)
    {
        using var log = new FileStream(LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        log.Position = Math.Min(position, log.Length);
        using var reader = new StreamReader(log);
        return reader.ReadToEnd();
    }

    private async Task<NpgsqlConnection> Open(string database, CancellationToken cancellation)
    {
        var connection =
            new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString(database)) { Pooling = false }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellation);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private string Connection(string database, string host) => new NpgsqlConnectionStringBuilder
    {
        Host = host,
        Port = Port,
        Database = database,
        Username = Administrator,
        Password = _password,
    }.ConnectionString;
}
