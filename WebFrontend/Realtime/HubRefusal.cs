using Microsoft.AspNetCore.SignalR;
using OrleansCalls.Http;

namespace OrleansCalls.Realtime;

/// <summary>
/// A refusal on its way to the client: <c>code: sentence</c>, and how long to wait where waiting helps. It stays a value up to the wire;
/// thrown, each would cost a stack trace, and SignalR would log it as an error of ours.
/// </summary>
/// <param name="Method">The method that refuses.</param>
/// <param name="Refusal">Why.</param>
public sealed record HubRefusal(string Method, Refusal Refusal)
{
    /// <summary>The error of the completion: what SignalR makes of a <see cref="HubException"/>, which is what clients read.</summary>
    public string Error => $"An unexpected error occurred invoking '{Method}' on the server. {nameof(HubException)}: {Text(Refusal)}";

    /// <summary>The exception for a refusal, where SignalR takes nothing else.</summary>
    public static HubException Exception(Refusal refusal) => new(Text(refusal));

    /// <summary>The code of a refusal that had to be thrown.</summary>
    public static string CodeOf(HubException refused) => refused.Message[..refused.Message.IndexOf(':', StringComparison.Ordinal)];

    private static string Text(Refusal refusal) => refusal.RetryAfter is { } wait
        ? $"{refusal.Code}: {refusal.Message} retryAfter={Problems.Seconds(wait)}"
        : $"{refusal.Code}: {refusal.Message}";
}
