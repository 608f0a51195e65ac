using Orleans.Storage;

namespace OrleansCalls.Engine.Tests.Persistence;

[Alias("OrleansCalls.Tests.IBrokenGrain")]
public interface IBrokenGrain : IGrainWithStringKey
{
    [Alias("Write")]
    Task Write();

    [Alias("Failures")]
    Task<int> Failures();
}

public sealed class BrokenGrain([PersistentState("engine-tests-broken", "broken")] IPersistentState<NoteState> note) : Grain, IBrokenGrain
{
    private int _failures;

    public async Task Write()
    {
        try
        {
            await note.WriteStateAsync();
        }
        catch (OrleansException)
        {
            _failures++;
            throw;
        }
    }

    public Task<int> Failures() => Task.FromResult(_failures);
}

/// <summary>Reads nothing, and fails to write.</summary>
public sealed class BrokenStorage : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Task.CompletedTask;

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => throw new IOException("disk full");

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Task.CompletedTask;
}
