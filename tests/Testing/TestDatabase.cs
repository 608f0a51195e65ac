using OrleansCalls.LocalPostgres;

namespace OrleansCalls.Testing;

/// <summary>An empty database of <see cref="PostgresServer"/>, dropped in the end.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly PrivatePostgres _server;

    private TestDatabase(PrivatePostgres server, string name, string connectionString)
    {
        _server = server;
        Name = name;
        ConnectionString = connectionString;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>How to reach it over the Unix socket.</summary>
    public string ConnectionString { get; }

    /// <summary>How to reach it over 127.0.0.1.</summary>
    public string TcpConnectionString => _server.TcpConnectionString(Name);

    /// <summary>Makes one.</summary>
    public static async Task<TestDatabase> Create()
    {
        var server = await PostgresServer.Get();
        var name = "test_" + Guid.NewGuid().ToString("N");
        return new TestDatabase(server, name, await server.CreateDatabase(name));
    }

    /// <summary>Cuts whoever is connected and drops it.</summary>
    public async ValueTask DisposeAsync() => await _server.DropDatabase(Name);
}
