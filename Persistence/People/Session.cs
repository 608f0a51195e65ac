using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace OrleansCalls.People;

/// <summary>One sign-in.</summary>
/// <param name="Id">Random, 128 bits or more.</param>
/// <param name="UserId">Whose.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="ExpiresAt">Until when.</param>
public sealed record Session(string Id, string UserId, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt)
{
    /// <summary>The device whose connection used it last, as far as that was noted.</summary>
    public string? DeviceId { get; init; }

    /// <summary>When it was used last, as far as that was noted.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>The id its owner sees; knowing it does not let anybody use the session.</summary>
    public string ListedId => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(Id)));
}

/// <summary>A valid session with its user.</summary>
public sealed record SignedIn(Session Session, User User);
