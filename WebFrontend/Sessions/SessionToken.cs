using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace OrleansCalls.Sessions;

/// <summary>
/// What a signed-in client holds: 256 random bits. The session's id is their hash, so that nobody can sign in with what is in the database,
/// and front-ends need no shared key.
/// </summary>
public static class SessionToken
{
    private const int Bytes = 32;

    /// <summary>The length of a token as text.</summary>
    public const int Length = 43;

    /// <summary>A new token.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>The id of the session that a token opens.</summary>
    public static string SessionId(string token) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>
    /// The antiforgery value that goes with a token. Only those who know the token can compute it, so it needs neither storage nor a shared
    /// key, and is worthless in another session.
    /// </summary>
    public static string Antiforgery(string token) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), "OrleansCalls antiforgery"u8));

    /// <summary>Compares two values in constant time.</summary>
    public static bool AreEqual(string left, string right) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));
}
