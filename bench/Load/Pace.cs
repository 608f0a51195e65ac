namespace OrleansCalls.Load;

/// <summary>How calls are started: so many a second, or the next as soon as one of so many has ended.</summary>
internal readonly record struct Pace
{
    private Pace(int rate, int inFlight) => (Rate, InFlight) = (rate, inFlight);

    /// <summary>Calls per second, whether or not earlier ones have ended (open loop); 0 for as many as possible.</summary>
    public int Rate { get; }

    /// <summary>How many calls go on at any time when as many as possible are made (closed loop).</summary>
    public int InFlight { get; }

    /// <summary>So many a second.</summary>
    public static Pace PerSecond(int rate) => new(rate, 0);

    /// <summary>As many as possible with so many at once.</summary>
    public static Pace Most(int inFlight) => new(0, inFlight);

    public override string ToString() => Rate > 0 ? $"{Rate}/s" : $"max {InFlight}";
}
