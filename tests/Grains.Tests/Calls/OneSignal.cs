namespace OrleansCalls.Calls;

/// <summary>Sends a single signal.</summary>
internal static class OneSignal
{
    public static async Task<Refusal?> Signal(this ICallGrain call, SendSignal signal) => Assert.Single(await call.Signal([signal]));
}
