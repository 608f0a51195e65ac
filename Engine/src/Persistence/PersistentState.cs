using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;
using Orleans.Runtime.Activations;
using Orleans.Storage;

namespace Orleans.Runtime.Persistence;

/// <inheritdoc cref="IPersistentState{TState}"/>
internal sealed partial class PersistentState<TState> : IPersistentState<TState>, ILifecycleObserver
{
    private readonly string _name;
    private readonly Activation _activation;
    private readonly IGrainStorage _storage;
    private readonly GrainState<TState> _state = new(FreshState.Of<TState>());

    public PersistentState(string name, Activation activation, IGrainStorage storage)
    {
        _name = name;
        _activation = activation;
        _storage = storage;
        activation.ObservableLifecycle.Subscribe(name, GrainLifecycleStage.SetupState, this);
    }

    public TState State
    {
        get => _state.State;
        set => _state.State = value;
    }

    public string? Etag => _state.ETag;

    public bool RecordExists => _state.RecordExists;

    public Task OnStart(CancellationToken cancellationToken = default) => ReadStateAsync();

    public Task OnStop(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task ReadStateAsync() => Try(static self => self._storage.ReadStateAsync(self._name, self._activation.GrainId, self._state), "reading");

    public Task WriteStateAsync() => Try(static self => self._storage.WriteStateAsync(self._name, self._activation.GrainId, self._state), "writing");

    public Task ClearStateAsync() => Try(static self => self._storage.ClearStateAsync(self._name, self._activation.GrainId, self._state), "clearing");

    private async Task Try(Func<PersistentState<TState>, Task> action, string doing)
    {
        try
        {
            await action(this);
        }
        catch (Exception error)
        {
            LogFailed(_activation.Node.Log, error, _storage.GetType().Name, doing, _name, _activation.GrainId);
            if (error is OrleansException)
                ExceptionDispatchInfo.Throw(error);
            throw new OrleansException($"Storage {_storage.GetType().Name} failed {doing} state {_name} of {_activation.GrainId}: {error.Message}", error);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Storage {Storage} failed {Doing} state {StateName} of {GrainId}.")]
    private static partial void LogFailed(ILogger logger, Exception error, string storage, string doing, string stateName, GrainId grainId);
}
