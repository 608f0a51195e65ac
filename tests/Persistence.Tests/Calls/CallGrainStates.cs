using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using OrleansCalls.Calls;

namespace OrleansCalls.Persistence.Tests.Calls;

/// <summary>The storage of call grains as one grain sees it.</summary>
internal static class CallGrainStates
{
    /// <summary>Reads what is stored under an id.</summary>
    public static async Task<GrainState<StoredCall>> ReadCall(this Store store, string callId)
    {
        var state = new GrainState<StoredCall>(new StoredCall());
        await store.Storage().ReadStateAsync(StoredCall.StorageName, Grain(callId), state);
        return state;
    }

    /// <summary>Writes a record over the state that was read, as the grain of its id.</summary>
    public static Task WriteCall(this Store store, GrainState<StoredCall> state, CallView record, LedgerEntry? line = null)
    {
        state.State = state.State.Next(record, line);
        return store.Storage().WriteStateAsync(StoredCall.StorageName, Grain(record.CallId), state);
    }

    /// <summary>Writes the versions of a call, one after the other.</summary>
    public static async Task WriteCall(this Store store, params CallView[] versions)
    {
        var state = await store.ReadCall(versions[0].CallId);
        foreach (var version in versions)
            await store.WriteCall(state, version);
    }

    /// <summary>The storage itself.</summary>
    public static IGrainStorage Storage(this Store store) => store.Services.GetRequiredKeyedService<IGrainStorage>(StoredCall.StorageName);

    /// <summary>The grain of a call.</summary>
    public static GrainId Grain(string callId) => GrainId.Create("call", GrainKeys.Call(callId));
}
