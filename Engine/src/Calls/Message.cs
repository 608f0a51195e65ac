using System.Diagnostics;

namespace Orleans.Runtime.Calls;

/// <summary>The kind of a message.</summary>
internal enum MessageKind : byte
{
    /// <summary>A call whose caller waits for the response.</summary>
    Request,

    /// <summary>A call whose caller does not wait.</summary>
    OneWay,

    /// <summary>The outcome of a request.</summary>
    Response,

    /// <summary>The silo that a request was sent to has forwarded it; the body is the new address.</summary>
    Forwarded = 4, // older versions used 3
}

/// <summary>One step of a call. Once sent, headers and body do not change.</summary>
internal sealed class Message
{
    public required MessageKind Kind { get; init; }

    /// <summary>Pairs a response with its request; unique for the sender.</summary>
    public long Id { get; init; }

    /// <summary>The silo or client that made the request, and gets the response.</summary>
    public required SiloAddress Sender { get; init; }

    public GrainId Source { get; init; }

    public GrainId Target { get; init; }

    /// <summary>The receiver, if the silo it is sent to is to pass it on.</summary>
    public SiloAddress? Destination { get; set; }

    /// <summary>The call (<see cref="Request"/>) or its outcome (<see cref="Response"/>).</summary>
    public object? Body { get; set; }

    public ActivityContext Trace { get; init; }

    /// <summary>When the caller stops waiting, by this process's clock; <see cref="long.MaxValue"/> for never.</summary>
    public long Deadline { get; set; } = long.MaxValue;

    /// <summary>Whether the grain counts as used.</summary>
    public bool IsKeepAlive { get; init; } = true;

    /// <summary>Whether it ends with its activation, as a timer's tick does.</summary>
    public bool IsLocalOnly { get; init; }

    /// <summary>The version of the view that determined its destination; 0 if none was needed.</summary>
    public long ViewVersion { get; init; }

    /// <summary>How often it was forwarded.</summary>
    public int Forwards { get; init; }

    /// <summary>Where it was sent; known only to the sender.</summary>
    public SiloAddress? SentTo { get; set; }

    /// <summary>The waiting caller, if it is in this process and the request never left it.</summary>
    public IPendingCall? Caller { get; set; }

    /// <summary>The span of the request while it runs here.</summary>
    public Activity? Span { get; set; }

    public Request Request => (Request)Body!;

    /// <summary>The message as it is sent to another silo or client.</summary>
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
    public Message With(Response body) =>
        new() { Kind = Kind, Id = Id, Sender = Sender, Source = Source, Target = Target, Body = body };

    public override string ToString() => $"{Kind} {(Body as Request)?.Shape.Name} #{Id} from {Source} to {Target}";
}
