using System.Data.Common;
using System.Net.Sockets;

namespace OrleansCalls.Http;

/// <summary>Tells an outage of cluster or database from a defect.</summary>
public static class Outage
{
    /// <summary>The refusal for an outage.</summary>
    public static Refusal Refusal { get; } =
        new(RefusalCodes.Unavailable, "The service cannot answer just now; try again shortly.", TimeSpan.FromSeconds(2));

    /// <summary>Whether waiting is likely to help.</summary>
    public static bool Is(Exception? exception) => exception switch
    {
        null => false,
        TimeoutException or OrleansException or DbException or SocketException or IOException => true,
        AggregateException many => many.InnerExceptions.Any(Is),
        _ => Is(exception.InnerException),
    };
}
