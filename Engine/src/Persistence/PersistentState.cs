using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;
using Orleans.Runtime.Activations;
using Orleans.Storage;

namespace Orleans.Runtime.Persistence;

internal sealed partial class PersistentState<TState> : IPersistentState<TState>
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
        activation.AddState(ReadStateAsync);
    }

    public TState State
    {
        get => _state.State;
        set => _state.State = value;
    }

    public string? Etag => _state.ETag;

    public bool RecordExists => _state.RecordExists;

    public Task ReadStateAsync() => Try(static (self, id) => self._storage.ReadStateAsync(self._name, id, self._state), "reading");

    public Task WriteStateAsync() => Try(static (self, id) => self._storage.WriteStateAsync(self._name, id, self._state), "writing");

    public Task ClearStateAsync() => Try(static (self, id) => self._storage.ClearStateAsync(self._name, id, self._state), "clearing");

    private async Task Try(Func<PersistentState<TState>, GrainId, Task> action, string doing)
    {
        try
        {
            await action(this, _activation.GrainId);
        }
        catch (Exception error)
        {
            var storage = _storage.GetType().Name;
            LogFailed(_activation.Node.Log, error, storage, doing, _name, _activation.GrainId);
            if (error is OrleansException)
                ExceptionDispatchInfo.Throw(error);
            throw new OrleansException($"Storage {storage} failed {doing} state {_name} of {_activation.GrainId}: {error.Message}", error);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Storage {Storage} failed {Doing} state {StateName} of {GrainId}.")]
    private static partial void LogFailed(ILogger logger, Exception error, string storage, string doing, string stateName, GrainId grainId);
}
