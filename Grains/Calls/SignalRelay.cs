using System.Text;

namespace OrleansCalls.Calls;

/// <summary>
/// The signals of one call: numbered, and kept for those who have not got them yet. Each sender has room for so many, in number and in
/// bytes, so nobody's signals push out another's.
/// </summary>
public sealed class SignalRelay(string callId, int capacity, int bytes)
{
    /// <summary>There is no room for another signal of this sender.</summary>
    public static readonly Refusal Full = new(
        RefusalCodes.RateLimited, "As many signals as there is room for wait until they are taken.", TimeSpan.FromSeconds(1));

    private static readonly Refusal Nobody = new(RefusalCodes.Invalid, "to: name another participant of the call.", Field: "to");

    private readonly Dictionary<string, Room> _rooms = new(StringComparer.Ordinal);

    /// <summary>
    /// Whom a signal is for. Only the bound leg speaks, while the call lives; between two, "the other one" needs no name.
    /// </summary>
    /// <returns>The receiver, or why there is none.</returns>
    public static (Participant? Receiver, Refusal? Refusal) Route(CallView call, Participant sender, SendSignal signal)
    {
        if (!call.IsLive)
            return (null, new Refusal(RefusalCodes.NotBound, "The call has ended."));
        if (!sender.IsBoundTo(signal.From))
            return (null, Refusal.NotBound);
        var receiver = signal.To is { } to ? call.Find(to)
            : call.Kind == CallKind.Direct ? call.Participants.FirstOrDefault(person => person.UserId != sender.UserId)
            : null;
        return receiver is null || receiver.UserId == sender.UserId ? (null, Nobody) : (receiver, null);
    }

    /// <summary>
    /// Why a leg may not read what was sent to its user: another one is bound. After the end, any of the user's legs may read what is left.
    /// </summary>
    public static Refusal? WhyNotToRead(CallView call, Participant reader, Leg leg) =>
        call.IsLive && !reader.IsBoundTo(leg) ? Refusal.NotBound : null;

    /// <summary>The number to ask after next.</summary>
    public long Last { get; private set; }

    /// <summary>
    /// Numbers and keeps a signal. If there is no room, the sender's oldest signals to people who <paramref name="isTold"/> says have had
    /// them go.
    /// </summary>
    /// <returns>Null when there is no room: what waits for somebody who has not answered is not dropped.</returns>
    public SignalView? Take(SendSignal signal, string to, Func<string, bool> isTold)
    {
        if (!_rooms.TryGetValue(signal.From.UserId, out var room))
            _rooms.Add(signal.From.UserId, room = new Room());
        var size = Encoding.UTF8.GetByteCount(signal.Payload);
        while (room.Kept.Count >= capacity || room.Bytes + size > bytes)
        {
            if (!room.Forget(isTold))
                return null;
        }

        var view = new SignalView(
            callId, ++Last, signal.From.UserId, signal.From.DeviceId, to, signal.Type, signal.Payload, signal.Generation);
        room.Keep(view, size);
        return view;
    }

    /// <summary>What is kept for a user after a number, in order.</summary>
    public IEnumerable<SignalView> For(string userId, long after) => _rooms.Values
        .SelectMany(room => room.Kept)
        .Where(kept => kept.Signal.To == userId && kept.Signal.Seq > after)
        .Select(kept => kept.Signal)
        .OrderBy(signal => signal.Seq);

    /// <summary>Drops what is kept for a user so far.</summary>
    public void Forget(string userId)
    {
        foreach (var room in _rooms.Values)
        {
            while (room.Forget(to => to == userId))
            {
                // Until there is none.
            }
        }
    }

    /// <summary>What one sender has waiting.</summary>
    private sealed class Room
    {
        public List<(SignalView Signal, int Size)> Kept { get; } = [];

        public long Bytes { get; private set; }

        public void Keep(SignalView signal, int size)
        {
            Kept.Add((signal, size));
            Bytes += size;
        }

        /// <summary>Drops the oldest signal to such a receiver; false when there is none.</summary>
        public bool Forget(Func<string, bool> isReceiver)
        {
            var oldest = Kept.FindIndex(kept => isReceiver(kept.Signal.To));
            if (oldest < 0)
                return false;
            Bytes -= Kept[oldest].Size;
            Kept.RemoveAt(oldest);
            return true;
        }
    }
}
