using System.Diagnostics.Metrics;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using OrleansCalls.Calls;
using OrleansCalls.Http;

namespace OrleansCalls.Realtime;

/// <summary>
/// Lets so many clients connect at once, in the order in which they came. After a loss of thousands of connections a server that began with everybody
/// would be done with nobody before their patience ends, and they would come again: this one is soon done with those whom it lets in (FAULTS 13).
/// </summary>
/// <remarks>
/// A client has its turn from its request until it has its snapshot, or until <see cref="TurnLimit"/>, so that nobody can keep others out by
/// opening sockets and saying nothing. One who goes away while it waits costs nothing more.
/// </remarks>
public sealed class Admission : IDisposable
{
    private static readonly TimeSpan TurnLimit = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ComeAgain = TimeSpan.FromSeconds(2);

    private readonly ConcurrencyLimiter _limiter;
    private readonly TimeProvider _time;

    /// <summary>With nobody in it.</summary>
    public Admission(IOptions<AdmissionOptions> options, IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        _limiter = new ConcurrencyLimiter(new ConcurrencyLimiterOptions
        {
            PermitLimit = options.Value.AtOnce,
            QueueLimit = options.Value.QueueLimit,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });
        meters.Create("OrleansCalls.WebFrontend").CreateObservableGauge(
            "hub.admission.waiting", () => _limiter.GetStatistics()!.CurrentQueuedCount, "{client}", "Clients that wait for their turn to connect.");
    }

    /// <summary>Serves a connection when it is its turn.</summary>
    public async Task Run(HttpContext context, RequestDelegate next)
    {
        RateLimitLease lease;
        try
        {
            lease = await _limiter.AcquireAsync(permitCount: 1, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        if (!lease.IsAcquired)
        {
            await new Refused(new Refusal(RefusalCodes.Unavailable, "Too many clients connect at once; try again shortly.", ComeAgain)).ExecuteAsync(context);
            return;
        }

        using var turn = new Turn(lease);
        await using var limit = _time.CreateTimer(static turn => ((Turn)turn!).Dispose(), turn, TurnLimit, Timeout.InfiniteTimeSpan);
        context.Items[typeof(Admission)] = turn;
        await next(context);
    }

    /// <summary>The connection has what it needs: the next may come.</summary>
    public static void Done(HttpContext? context) => (context?.Items[typeof(Admission)] as Turn)?.Dispose();

    /// <inheritdoc/>
    public void Dispose() => _limiter.Dispose();

    private sealed class Turn(RateLimitLease lease) : IDisposable
    {
        private int _over;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _over, 1) == 0)
                lease.Dispose();
        }
    }
}
