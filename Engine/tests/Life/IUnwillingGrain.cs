namespace OrleansCalls.Engine.Tests.Life;

[Alias("OrleansCalls.Tests.IUnwillingGrain")]
public interface IUnwillingGrain : IGrainWithStringKey
{
    [Alias("Call")]
    Task<bool> Call();
}

/// <summary>Fails to activate the first time.</summary>
public sealed class UnwillingGrain : Grain, IUnwillingGrain
{
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Journal.Write(this.GetPrimaryKeyString(), "try");
        return Journal.Count(this.GetPrimaryKeyString(), "try") == 1 ? throw new InvalidOperationException("not yet") : Task.CompletedTask;
    }

    public Task<bool> Call() => Task.FromResult(true);
}
