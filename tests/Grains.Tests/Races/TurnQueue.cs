namespace OrleansCalls.Races;

/// <summary>One turn at a time, in the order of arrival: what an activation is to its callers.</summary>
internal sealed class TurnQueue
{
    private readonly SemaphoreSlim _turn = new(1);

    public async Task<IDisposable> Enter()
    {
        await _turn.WaitAsync();
        return new Exit(_turn);
    }

    private sealed class Exit(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
