namespace OrleansCalls;

/// <summary>
/// How ids become grain keys: prefixed, because Orleans' ADO.NET storage confuses keys that parse as hexadecimal numbers.
/// </summary>
public static class GrainKeys
{
    /// <summary>The key of a call's grain.</summary>
    public static string Call(string callId) => "c:" + callId;

    /// <summary>The key of a user's presence grain.</summary>
    public static string User(string userId) => "u:" + userId;

    /// <summary>The id behind a key.</summary>
    public static string Id(string key) => key[2..];
}
