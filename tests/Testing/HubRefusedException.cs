namespace OrleansCalls.Testing;

/// <summary>The hub refused a command.</summary>
public sealed class HubRefusedException(string code, string message) : Exception(message)
{
    private const string Marker = "HubException: ";

    /// <summary>The stable code, or empty when the server's words have none.</summary>
    public string Code => code;

    /// <summary>Reads what SignalR makes of a <c>HubException</c>.</summary>
    public static HubRefusedException From(string error)
    {
        var at = error.IndexOf(Marker, StringComparison.Ordinal);
        var text = at < 0 ? error : error[(at + Marker.Length)..];
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return new HubRefusedException(at < 0 || colon < 0 ? "" : text[..colon], text);
    }
}
