namespace OrleansCalls.Hosting;

/// <summary>Lets a limited number proceed at once, first come, first served.</summary>
public sealed class Turns(int atOnce) : IDisposable
{
    private readonly SemaphoreSlim _free = new(atOnce, atOnce);

    /// <summary>Waits for a turn; dispose it to pass it on.</summary>
    public async Task<IDisposable> Take(CancellationToken cancellation = default)
    {
        await _free.WaitAsync(cancellation);
        return new Turn(_free);
    }

    public void Dispose() => _free.Dispose();

    private sealed class Turn(SemaphoreSlim free) : IDisposable
    {
        private bool _passedOn;

        public void Dispose()
        {
            if (!Interlocked.Exchange(ref _passedOn, true))
                free.Release();
        }
    }
}
