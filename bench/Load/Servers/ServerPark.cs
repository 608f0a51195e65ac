namespace OrleansCalls.Load.Servers;

/// <summary>All that a run starts, so that it ends whatever happens to the run.</summary>
internal sealed class ServerPark(LoadOptions options) : IAsyncDisposable
{
    private readonly List<Task<IServer>> _started = [];
    private readonly List<string> _folders = [];

    /// <summary>The product: the one at the given address, or a new one.</summary>
    /// <param name="data">A folder to run on and to leave behind; null for one that goes with it.</param>
    /// <param name="settings">Settings of the product.</param>
    public Task<IServer> Product(string? data = null, params (string Name, string Value)[] settings) =>
        Start(async () => options.Url is { } url ? new RunningElsewhere(url) : await Servers.Product.Start(options.Size, data, settings));

    /// <summary>The bare hub.</summary>
    public Task<IServer> Bare() => Start(async () => await BareHub.Start());

    /// <summary>Ends one before the run does.</summary>
    public async Task Stop(IServer server)
    {
        _started.RemoveAll(start => start.IsCompletedSuccessfully && start.Result == server);
        await server.DisposeAsync();
    }

    /// <summary>A folder that is removed after the run.</summary>
    public string Folder()
    {
        _folders.Add(Directory.CreateTempSubdirectory("calls-bench-").FullName);
        return _folders[^1];
    }

    /// <summary>Ends all that have started or are about to.</summary>
    public async Task StopAll()
    {
        foreach (var start in _started)
        {
            await ((Task)start).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (start.IsCompletedSuccessfully)
                await start.Result.DisposeAsync();
        }

        _started.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAll();
        foreach (var folder in _folders)
            Directory.Delete(folder, recursive: true);
    }

    private Task<IServer> Start(Func<Task<IServer>> start)
    {
        _started.Add(start());
        return _started[^1];
    }
}
