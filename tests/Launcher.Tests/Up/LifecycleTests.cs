using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using OrleansCalls.LocalPostgres;
using OrleansCalls.Testing;

namespace OrleansCalls.Launcher.Tests.Up;

/// <summary>The real product under its launcher.</summary>
public sealed class LifecycleTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("calls-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task Data_outlives_kill_minus_9_of_everything()
    {
        var before = await RunningProduct.Start(data: _data);
        using (var administrator = await ProductApi.SignInAsAdministrator(before.Address))
            await administrator.CreateUsers("acme", ["survivor"]);
        before.KillEverything();
        await before.DisposeAsync();

        await using var after = await RunningProduct.Start(data: _data);
        using var survivor = await ProductApi.SignIn(after.Address, "survivor", "demo-survivor");
        Assert.NotEmpty(survivor.UserId);
    }

    [Fact]
    public async Task Children_do_not_outlive_a_killed_launcher()
    {
        var product = await RunningProduct.Start(data: _data);
        using var server = Process.GetProcessById(product.ProcessId());
        product.KillLauncher();
        await Eventually.Holds(() => server.HasExited);
        await product.DisposeAsync();
    }

    [Fact]
    public async Task Memory_keeps_nothing_and_needs_no_database()
    {
        await using var product = await RunningProduct.Start(arguments: ["--memory"], data: _data);
        using var ken = await ProductApi.SignInAsAdministrator(product.Address);
        Assert.False(Directory.Exists(Path.Combine(_data, "postgres")));
    }

    [Fact]
    public async Task Wrong_setting_is_named_and_ends_the_start()
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["Calls__RingTimeout"] = "00:00:00" };
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => RunningProduct.Start(settings, ["--memory"], _data));
        Assert.Contains("Calls:RingTimeout", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Taken_port_is_named_and_ends_the_start()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var failure =
            await Assert.ThrowsAsync<InvalidOperationException>(
            () => RunningProduct.Start(arguments: ["--memory", "--port", $"{port}"], data: _data));
        Assert.Contains($"Port {port} is in use", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_folder_in_use_is_named_and_ends_the_start()
    {
        await using var first = await RunningProduct.Start(arguments: ["--memory"], data: _data);
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => RunningProduct.Start(arguments: ["--memory"], data: _data));
        Assert.Contains("in use by another ./calls up", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_that_start_at_once_do_not_meet()
    {
        var products = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => RunningProduct.Start(arguments: ["--memory"])));
        foreach (var product in products)
            await product.DisposeAsync();
    }

    [Fact]
    public async Task Its_data_is_its_owners_alone_and_the_folders_above_stay_closed()
    {
        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        var data = Path.Combine(_data, "above", "data");
        await using var product = await RunningProduct.Start(data: data);

        Assert.Equal(owner, File.GetUnixFileMode(_data));
        foreach (var entry in new DirectoryInfo(_data).EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
            .Where(entry => entry.Exists))
            Assert.True((entry.UnixFileMode & ~owner) == UnixFileMode.None, $"{entry.FullName} is {entry.UnixFileMode}.");

        await using var connection = new NpgsqlConnection(RunningPostgres.ConnectionString(data, "calls", "calls_app"));
        await connection.OpenAsync();
        await using var users =
            new NpgsqlCommand(
            "select count(*) > 0 and not bool_or(usesuper) from pg_stat_activity join pg_user using (usename) where datname = 'calls'",
            connection);
        Assert.Equal(true, await users.ExecuteScalarAsync());
    }
}
