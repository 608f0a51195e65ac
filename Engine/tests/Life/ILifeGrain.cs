namespace OrleansCalls.Engine.Tests.Life;

[Alias("OrleansCalls.Tests.ILifeGrain")]
public interface ILifeGrain : IGrainWithStringKey
{
    /// <summary>A name of this activation; the next one has another.</summary>
    [Alias("Life")]
    Task<Guid> Life();

    [Alias("Leave")]
    Task Leave();

    [Alias("LeaveAfter")]
    Task LeaveAfter(string gate);
}

/// <summary>Writes into the journal what happens to it.</summary>
public sealed class LifeGrain : Grain, ILifeGrain
{
    private readonly Guid _life = Guid.NewGuid();

    private string Key => this.GetPrimaryKeyString();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Journal.Write(Key, "activated");
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Journal.Write(Key, $"leaving: {reason.ReasonCode}");
        await Task.Yield();
        Journal.Write(Key, "left");
    }

    public Task<Guid> Life()
    {
        Journal.Write(Key, "called");
        Journal.Write($"{Key} lives", $"{_life}");
        return Task.FromResult(_life);
    }

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public async Task LeaveAfter(string gate)
    {
        DeactivateOnIdle();
        await Gate.Of(gate).Pass();
        Journal.Write(Key, "ended");
    }
}
