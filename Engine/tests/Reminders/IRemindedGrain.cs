namespace OrleansCalls.Engine.Tests.Reminders;

[Alias("OrleansCalls.Tests.IRemindedGrain")]
public interface IRemindedGrain : IGrainWithStringKey, IRemindable
{
    [Alias("Register")]
    Task Register(string name, TimeSpan due, TimeSpan period);

    [Alias("Unregister")]
    Task Unregister(string name);

    [Alias("UnregisterStale")]
    Task UnregisterStale(string name);

    [Alias("Leave")]
    Task Leave();
}

public sealed class RemindedGrain : Grain, IRemindedGrain
{
    private readonly Dictionary<string, IGrainReminder> _set = [];

    private string Key => this.GetPrimaryKeyString();

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Journal.Write(Key, "left");
        return Task.CompletedTask;
    }

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        Journal.Write(Key, reminderName);
        return Task.CompletedTask;
    }

    public async Task Register(string name, TimeSpan due, TimeSpan period) =>
        _set[name] = await this.RegisterOrUpdateReminder(name, due, period);

    public Task Unregister(string name) => this.UnregisterReminder(_set[name]);

    public async Task UnregisterStale(string name)
    {
        var before = _set[name];
        await Register(name, TimeSpan.FromHours(2), TimeSpan.FromHours(2));
        await this.UnregisterReminder(before);
    }

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
