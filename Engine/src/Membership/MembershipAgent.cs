using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Npgsql;
using Orleans.Configuration;

namespace Orleans.Runtime.Membership;

/// <summary>
/// Represents a silo in the membership table: writes its heartbeat, reads the other members, and votes on those that cannot be reached or
/// are silent. While the database is unavailable, nobody is declared dead, and all silos go on with the last known members.
/// </summary>
internal sealed partial class MembershipAgent(
    MembershipTable table, Member self, ClusterMembershipOptions options, TimeProvider time, ILogger log) : IAsyncDisposable
{
    private static readonly TimeSpan AwayPeriod = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan CleanPeriod = TimeSpan.FromHours(1);
    private readonly ConcurrentDictionary<SiloAddress, bool> _unreachable = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _wake = new(0, 1);
    private readonly SemaphoreSlim _turn = new(1);
    private Task _running = Task.CompletedTask;
    private long _heardSince;
    private bool _away;
    private long _cleaned;

    /// <summary>The last known members.</summary>
    public MembershipSnapshot Snapshot { get; private set; } = MembershipSnapshot.Empty;

    /// <summary>The members have changed.</summary>
    public event Action<MembershipSnapshot>? Changed;

    /// <summary>This silo has changed the table: the others should read it.</summary>
    public event Action? Wrote;

    /// <summary>This silo was declared dead.</summary>
    public event Action<string>? Evicted;

    /// <summary>After how long without a heartbeat a silo counts as silent.</summary>
    public TimeSpan SilenceLimit => options.IAmAliveTablePublishTimeout * options.NumMissedTableIAmAliveLimit;

    /// <summary>Lists this silo as joining, so that the others connect to it.</summary>
    public async Task Join(CancellationToken cancellation)
    {
        await table.Join(self with { Status = SiloStatus.Joining }, cancellation);
        _heardSince = time.GetTimestamp();
        Take(await table.Read(cancellation));
        Wrote?.Invoke();
    }

    /// <summary>Lists this silo as active, and keeps up its membership from now on.</summary>
    public async Task Activate(CancellationToken cancellation)
    {
        if (!await table.SetStatus(self.Address, SiloStatus.Active, cancellation))
            throw new OrleansException($"{self.Address} was declared dead while it joined the cluster.");
        Take(await table.Read(cancellation));
        Wrote?.Invoke();
        using (ExecutionContext.SuppressFlow())
            _running = Task.Run(Run, CancellationToken.None);
    }

    /// <summary>Lists this silo as leaving: no grains belong to it any more.</summary>
    public async Task Leave(CancellationToken cancellation)
    {
        await table.SetStatus(self.Address, SiloStatus.ShuttingDown, cancellation);
        await _turn.WaitAsync(cancellation);
        try
        {
            Take(await table.Read(cancellation));
        }
        finally
        {
            _turn.Release();
        }

        Wrote?.Invoke();
    }

    /// <summary>Stops; if in order, the silo is listed as gone.</summary>
    public async Task Stop(bool inOrder, CancellationToken cancellation)
    {
        await _stopping.CancelAsync();
        await _running;
        if (!inOrder)
            return;
        try
        {
            await table.SetStatus(self.Address, SiloStatus.Dead, cancellation);
            Wrote?.Invoke();
        }
        catch (Exception error) when (error is NpgsqlException or OperationCanceledException)
        {
            // The others will notice.
        }
    }

    /// <summary>Reads the table soon.</summary>
    public void Look()
    {
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is about to.
        }
    }

    /// <summary>A silo cannot be reached: votes against it as long as that lasts.</summary>
    public void Suspect(SiloAddress silo)
    {
        if (_unreachable.TryAdd(silo, true))
            Look();
    }

    /// <summary>A silo can be reached again.</summary>
    public void Trust(SiloAddress silo)
    {
        if (_unreachable.TryRemove(silo, out _))
            _ = Try(() => table.Trust(self.Address, silo, _stopping.Token));
    }

    /// <summary>Another run has taken this silo's address: it is certainly gone.</summary>
    public async Task Bury(SiloAddress silo)
    {
        await Try(async () =>
        {
            if (await table.Bury(silo, _stopping.Token))
                Wrote?.Invoke();
        });
        Look();
    }

    /// <summary>One round: heartbeat, members, votes. Until it is active, a silo's rounds are made by the caller.</summary>
    public async Task Round(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            if (await table.Heartbeat(self.Address, cancellation) is not { } snapshot)
            {
                Evicted?.Invoke("the membership table says that it is dead");
                return;
            }

            Take(snapshot);
            await Vote(snapshot, cancellation);
            await Clean(cancellation);
        }
        finally
        {
            _turn.Release();
        }
    }

    public ValueTask DisposeAsync() => table.DisposeAsync();

    private async Task Run()
    {
        while (!_stopping.IsCancellationRequested)
        {
            await Try(() => Round(_stopping.Token));
            try
            {
                // When the database is back, the others should soon see a heartbeat.
                await _wake.WaitAsync(_away ? AwayPeriod : options.IAmAliveTablePublishTimeout, _stopping.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task Vote(MembershipSnapshot snapshot, CancellationToken cancellation)
    {
        // After an outage of the database everybody seems silent: only a silo that reached it all the time may judge.
        var mayJudge = time.GetElapsedTime(_heardSince) > SilenceLimit + options.IAmAliveTablePublishTimeout;
        foreach (var member in snapshot.Members)
        {
            if (member.IsGone || member.Address.Equals(self.Address))
                continue;
            var silent = member.Silence > SilenceLimit && mayJudge;
            if (!silent && !_unreachable.ContainsKey(member.Address))
                continue;
            var limits = new VoteLimits(options.NumVotesForDeathDeclaration, options.DeathVoteExpirationTimeout, SilenceLimit);
            if (!await table.Suspect(self.Address, member.Address, limits, cancellation))
                continue;
            var why = silent ? $"it has been silent for {member.Silence.TotalSeconds:0.0} s" : "it cannot be reached";
            LogDeclaredDead(member.Address, why);
            Take(await table.Read(cancellation));
            Wrote?.Invoke();
        }
    }

    private async Task Clean(CancellationToken cancellation)
    {
        if (_cleaned != 0 && time.GetElapsedTime(_cleaned) < CleanPeriod)
            return;
        _cleaned = time.GetTimestamp();
        await table.Clean(options.DefunctSiloExpiration, cancellation);
    }

    private void Take(MembershipSnapshot snapshot)
    {
        if (snapshot.Version < Snapshot.Version)
            return;
        var changed = snapshot.Version != Snapshot.Version;
        Snapshot = snapshot;
        foreach (var silo in _unreachable.Keys.Where(silo => snapshot.Find(silo) is not { IsGone: false }))
            _unreachable.TryRemove(silo, out _);
        if (changed)
            Changed?.Invoke(snapshot);
    }

    private async Task Try(Func<Task> work)
    {
        try
        {
            await work();
            if (_away)
                LogBack();
            _away = false;
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Stopping.
        }
        catch (Exception error)
        {
            _heardSince = time.GetTimestamp();
            if (!_away)
                LogAway(error.Message);
            _away = true;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Declared silo {Silo} dead: {Why}.")]
    private partial void LogDeclaredDead(SiloAddress silo, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "The membership table is unavailable; the last known members stay. {Why}")]
    private partial void LogAway(string why);

    [LoggerMessage(Level = LogLevel.Information, Message = "The membership table is available again.")]
    private partial void LogBack();
}
