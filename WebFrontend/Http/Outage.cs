using System.Data.Common;
using System.Net.Sockets;

namespace OrleansCalls.Http;

/// <summary>Tells the cluster or the database being away from a defect of ours.</summary>
public static class Outage
{
    /// <summary>The refusal for it.</summary>
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
