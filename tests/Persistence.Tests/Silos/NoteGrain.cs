using OrleansCalls.Calls;
using OrleansCalls.Persistence.Tests.Calls;

namespace OrleansCalls.Persistence.Tests.Silos;

/// <inheritdoc cref="INoteGrain"/>
internal sealed class NoteGrain([PersistentState(StoredCall.StorageName, StoredCall.StorageName)] IPersistentState<StoredCall> call)
    : Grain, INoteGrain, IRemindable
{
    private const string ReminderName = "deadline";

    private int _ticks;

    public async Task<string> Ring()
    {
        call.State.Record = Example.Ringing(id: GrainKeys.Id(this.GetPrimaryKeyString()));
        var written = call.WriteStateAsync();
        var reminded = this.RegisterOrUpdateReminder(ReminderName, TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(1));
        await Task.WhenAll(written, reminded);
        return call.Etag!;
    }

    public async Task End()
    {
        call.State.Record = call.State.Record!.Ended();
        await Task.WhenAll(call.WriteStateAsync(), RemoveReminder());
    }

    public Task<int> Version() => Task.FromResult(call.State.Record?.Version ?? 0);

    public Task<int> Ticks() => Task.FromResult(_ticks);

    public Task Forget()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        _ticks++;
        return Task.CompletedTask;
    }

    private async Task RemoveReminder()
    {
        if (await this.GetReminder(ReminderName) is { } reminder)
            await this.UnregisterReminder(reminder);
    }
}
