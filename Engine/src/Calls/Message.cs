using System.Diagnostics;

namespace Orleans.Runtime.Calls;

/// <summary>What a message is.</summary>
internal enum MessageKind : byte
{
    /// <summary>A call whose caller waits.</summary>
    Request,

    /// <summary>A call whose caller does not wait.</summary>
    OneWay,

    /// <summary>What a request came to.</summary>
    Response,

    /// <summary>The silo that a request was sent to has sent it on; the body is the address.</summary>
    Forwarded = 4, // 3 was the cancellation of a request
}

/// <summary>One step of a call. What the headers and the body say never changes once it was sent.</summary>
internal sealed class Message
{
    public required MessageKind Kind { get; init; }

    /// <summary>Pairs a response with its request; unique at the sender.</summary>
    public long Id { get; init; }

    /// <summary>The silo or client that made the request; responses go there.</summary>
    public required SiloAddress Sender { get; init; }

    public GrainId Source { get; init; }

    public GrainId Target { get; init; }

    /// <summary>For whom it is, when the silo that it is sent to only passes it on.</summary>
    public SiloAddress? Destination { get; set; }

    /// <summary>The call (<see cref="Request"/>) or what it came to (<see cref="Response"/>).</summary>
    public object? Body { get; set; }

    public ActivityContext Trace { get; init; }

    /// <summary>When the caller stops waiting, by the clock of the sender; <see cref="long.MaxValue"/> for never.</summary>
    public long Deadline { get; set; } = long.MaxValue;

    /// <summary>Whether it counts as use of the grain.</summary>
    public bool IsKeepAlive { get; init; } = true;

    /// <summary>Whether it belongs to one activation and goes with it: a timer's tick.</summary>
    public bool IsLocalOnly { get; init; }

    /// <summary>The version of the view by which it was sent to its home; 0 when that was known without a view.</summary>
    public long ViewVersion { get; init; }

    /// <summary>How often it was sent on by a silo that was not its home.</summary>
    public int Forwards { get; init; }

    /// <summary>Where it was sent; known to the sender only.</summary>
    public SiloAddress? SentTo { get; set; }

    /// <summary>Who waits for the response, when that is in this process and the request never left it.</summary>
    public PendingCall? Caller { get; set; }

    /// <summary>The span of the request while it runs here.</summary>
    public Activity? Span { get; set; }

    public Request Request => (Request)Body!;

    /// <summary>The message as it leaves for another silo or client.</summary>
    public Message Depart(long viewVersion, bool forwarded = false) => new()
    {
        Kind = Kind,
        Id = Id,
        Sender = Sender,
        Source = Source,
        Target = Target,
        Body = Body,
        Trace = Trace,
        Deadline = Deadline,
        Forwards = forwarded ? Forwards + 1 : Forwards,
        ViewVersion = viewVersion,
    };

    /// <summary>The same response with another body.</summary>
    public Message With(Response body) => new() { Kind = Kind, Id = Id, Sender = Sender, Source = Source, Target = Target, Body = body };

    public override string ToString() => $"{Kind} {(Body as Request)?.Shape.Name} #{Id} from {Source} to {Target}";
}
