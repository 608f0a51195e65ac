namespace OrleansCalls.Engine.Tests.Reminders;

[Alias("OrleansCalls.Tests.IRemindedGrain")]
public interface IRemindedGrain : IGrainWithStringKey, IRemindable
{
    [Alias("Register")]
    Task Register(string name, TimeSpan due, TimeSpan period);

    [Alias("Unregister")]
    Task<bool> Unregister(string name);

    [Alias("UnregisterTwice")]
    Task UnregisterTwice(string name);

    [Alias("UnregisterStale")]
    Task UnregisterStale(string name);

    [Alias("Names")]
    Task<string[]> Names();

    [Alias("Leave")]
    Task Leave();
}

public sealed class RemindedGrain : Grain, IRemindedGrain
{
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

    public Task Register(string name, TimeSpan due, TimeSpan period) => this.RegisterOrUpdateReminder(name, due, period);

    public async Task<bool> Unregister(string name)
    {
        if (await this.GetReminder(name) is not { } reminder)
            return false;
        await this.UnregisterReminder(reminder);
        return true;
    }

    public async Task UnregisterTwice(string name)
    {
        var reminder = await this.GetReminder(name);
        await this.UnregisterReminder(reminder!);
        await this.UnregisterReminder(reminder!);
    }

    public async Task UnregisterStale(string name)
    {
        var reminder = await this.GetReminder(name);
        await this.RegisterOrUpdateReminder(name, TimeSpan.FromHours(2), TimeSpan.FromHours(2));
        await this.UnregisterReminder(reminder!);
    }

    public async Task<string[]> Names() => [.. (await this.GetReminders()).Select(reminder => reminder.ReminderName).Order(StringComparer.Ordinal)];

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
