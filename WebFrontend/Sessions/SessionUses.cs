using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using OrleansCalls.Http;
using OrleansCalls.People;

namespace OrleansCalls.Sessions;

/// <summary>
/// Tracks when this process's sessions were used, and saves it now and then: a write per request, or per heartbeat of ten thousand
/// browsers, would cost more than the calls.
/// </summary>
public sealed partial class SessionUses(
    ISessionStore store, IOptions<SignInOptions> options, IClusterClock clock, TimeProvider time, ILogger<SessionUses> logger)
    : BackgroundService
{
    private const int AtOnce = 1000;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, Use> _uses = new(StringComparer.Ordinal);

    /// <summary>Notes that a session is used, and by which device, if known.</summary>
    public void Note(Session session, string? deviceId = null) =>
        _uses.GetOrAdd(session.Id, static (_, session) => new Use(session), session).Note(clock.Now, deviceId);

    /// <summary>When a user's sessions were last used, by listed id, as far as this process knows.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> LastUses(string userId) =>
        _uses.Values.Where(use => use.Session.UserId == userId)
            .ToDictionary(use => use.Session.ListedId, use => use.At, StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Write();
            }
            catch (Exception exception) when (Outage.Is(exception))
            {
                LogNotWritten(exception.Message);
            }
        }
    }

    private async Task Write()
    {
        var (now, interval) = (clock.Now, options.Value.UseInterval);
        var due = _uses.Values.Where(use => use.IsDue(interval)).Take(AtOnce).ToDictionary(use => use, use => use.ToWrite());
        if (due.Count > 0)
            await store.Touch(due.Values);
        foreach (var (use, written) in due)
            use.Written(written);
        foreach (var (id, use) in _uses)
        {
            if (now - use.At > interval && !use.IsDue(interval))
                _uses.TryRemove(id, out _);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The last use of sessions was not saved: {Reason}")]
    private partial void LogNotWritten(string reason);

    private sealed class Use(Session session)
    {
        private long _at;
        private volatile string? _deviceId = session.DeviceId;
        private DateTimeOffset _writtenAt = session.LastUsedAt ?? session.CreatedAt;
        private string? _writtenDevice = session.DeviceId;

        public Session Session => session;

        public DateTimeOffset At => new(Volatile.Read(ref _at), TimeSpan.Zero);

        public void Note(DateTimeOffset at, string? deviceId)
        {
            Volatile.Write(ref _at, at.UtcTicks);
            if (deviceId is not null)
                _deviceId = deviceId;
        }

        public bool IsDue(TimeSpan interval) => At - _writtenAt >= interval || _deviceId != _writtenDevice;

        public SessionUse ToWrite() => new(session.Id, At, _deviceId);

        public void Written(SessionUse use) => (_writtenAt, _writtenDevice) = (use.At, use.DeviceId);
    }
}
