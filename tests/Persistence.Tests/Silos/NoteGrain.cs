using OrleansCalls.Calls;
using OrleansCalls.Persistence.Tests.Calls;

namespace OrleansCalls.Persistence.Tests.Silos;

internal sealed class NoteGrain([PersistentState(StoredCall.StorageName, StoredCall.StorageName)] IPersistentState<StoredCall> call)
    : Grain, INoteGrain
{
    public async Task<string> Ring()
    {
        call.State.Record = Example.Ringing(id: GrainKeys.Id(this.GetPrimaryKeyString()));
        await call.WriteStateAsync();
        return call.Etag!;
    }

    public Task End()
    {
        call.State.Record = call.State.Record!.Ended();
        return call.WriteStateAsync();
    }

    public Task<int> Version() => Task.FromResult(call.State.Record?.Version ?? 0);

    public Task Forget()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
