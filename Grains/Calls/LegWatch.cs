using System.Collections.Immutable;

namespace OrleansCalls.Calls;

/// <summary>
/// When each participant's device was last heard and lost its media. In memory: after a restart everybody counts as just heard.
/// </summary>
public sealed class LegWatch(CallsOptions options)
{
    private readonly Dictionary<string, DateTimeOffset> _heard = [];
    private readonly Dictionary<string, DateTimeOffset> _mediaLost = [];
    private readonly Dictionary<string, DateTimeOffset> _settingUp = [];
    private readonly Dictionary<string, DateTimeOffset> _parted = [];

    /// <summary>Notes what a command tells about its sender's device.</summary>
    /// <returns>What is left to decide; null when nothing is.</returns>
    public CallCommand? Heed(LegCommand command, Participant? sender, DateTimeOffset now)
    {
        var leg = command.Leg;
        if (command is Part part)
            return sender?.IsOn(leg) == true && Part(leg.UserId, part.At) ? part.SignedOut ? new HangUp(leg) : part : null;
        if (sender?.IsBoundTo(leg) == true)
        {
            if (command is Connected)
                RegainMedia(leg.UserId, now);
            else if (command is MediaLost)
                LoseMedia(leg.UserId, now);
            Hear(leg.UserId, now);
            if (command is Heartbeat && sender.Away)
                return new Return(leg);
        }
        return command is Heartbeat ? null : command;
    }

    /// <summary>The device was heard. If it had gone, the others' grace for lost media starts now.</summary>
    public void Hear(string userId, DateTimeOffset now)
    {
        _heard[userId] = now;
        if (_parted.Remove(userId))
            StartAnew(now);
    }

    /// <summary>The device went at that time.</summary>
    /// <returns>False if it has been heard since: it is already back.</returns>
    public bool Part(string userId, DateTimeOffset at)
    {
        if (_heard.TryGetValue(userId, out var heard) && heard > at)
            return false;
        _parted.TryAdd(userId, at);
        return true;
    }

    /// <summary>The device's media stopped; the first time counts.</summary>
    public void LoseMedia(string userId, DateTimeOffset now) => _mediaLost.TryAdd(userId, now);

    /// <summary>The device's media is back. If it was away for a reason, the others' grace starts now.</summary>
    public void RegainMedia(string userId, DateTimeOffset now)
    {
        _mediaLost.Remove(userId);
        if (_settingUp.Remove(userId))
            StartAnew(now);
    }

    /// <summary>The participant goes on from another device, which has as long to set up its media as in a new call.</summary>
    public void Move(string userId, DateTimeOffset now)
    {
        Hear(userId, now);
        _mediaLost.Remove(userId);
        _settingUp[userId] = now;
    }

    /// <summary>
    /// Whoever is in the call and was never heard counts as heard now: they have just joined, or the grain has just activated.
    /// </summary>
    public void Expect(CallView call, DateTimeOffset now)
    {
        foreach (var person in Joined(call))
            _heard.TryAdd(person.UserId, now);
    }

    /// <summary>When the first participant will have been away for too long, if nothing is heard until then.</summary>
    public DateTimeOffset? Next(CallView call, DateTimeOffset now) => Limits(call, now).Min(limit => (DateTimeOffset?)limit.At);

    /// <summary>Who has been away for too long.</summary>
    public ImmutableArray<string> Absent(CallView call, DateTimeOffset now) =>
        [.. Limits(call, now).Where(limit => limit.At <= now).Select(limit => limit.UserId).Distinct()];

    private IEnumerable<(string UserId, DateTimeOffset At)> Limits(CallView call, DateTimeOffset now)
    {
        foreach (var person in Joined(call))
        {
            if (_heard.TryGetValue(person.UserId, out var heard))
                yield return (person.UserId, heard + options.AbsenceLimit);
            if (_parted.TryGetValue(person.UserId, out var parted))
                yield return (person.UserId, parted + options.ReloadGrace);
            if (_settingUp.TryGetValue(person.UserId, out var moved))
                yield return (person.UserId, moved + options.ConnectTimeout);
            if (_mediaLost.TryGetValue(person.UserId, out var lost) && !AnotherExplainsIt(call, person.UserId, now))
                yield return (person.UserId, lost + options.ReconnectGrace);
        }
    }

    private void StartAnew(DateTimeOffset now)
    {
        foreach (var userId in _mediaLost.Keys)
            _mediaLost[userId] = now;
    }

    /// <summary>
    /// A peer whose device is silent, gone or new explains lost media: then that peer's limit decides, so that they can come back.
    /// </summary>
    private bool AnotherExplainsIt(CallView call, string userId, DateTimeOffset now) => Joined(call).Any(person =>
        person.UserId != userId
        && (_settingUp.ContainsKey(person.UserId)
            || _parted.ContainsKey(person.UserId)
            || (_heard.TryGetValue(person.UserId, out var heard) && now - heard > options.HeartbeatInterval * 1.5)));

    private static IEnumerable<Participant> Joined(CallView call) =>
        call.Participants.Where(person => person.Status == ParticipantStatus.Joined);
}
