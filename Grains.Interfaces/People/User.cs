namespace OrleansCalls.People;

/// <summary>A person who can call and be called.</summary>
public sealed record User
{
    /// <summary>The id, never reused.</summary>
    public required string Id { get; init; }

    /// <summary>The name to sign in with, unique without regard to case.</summary>
    public required string Username { get; init; }

    /// <summary>The name to show.</summary>
    public required string DisplayName { get; init; }

    /// <summary>The e-mail address, if known; searchable, not shown to others.</summary>
    public string? Email { get; init; }

    /// <summary>The address of a picture, if there is one.</summary>
    public string? AvatarUrl { get; init; }

    /// <summary>The role.</summary>
    public required UserRole Role { get; init; }

    /// <summary>The organisation, if the user belongs to one.</summary>
    public string? Organisation { get; init; }

    /// <summary>A disabled user cannot sign in, call or be called.</summary>
    public bool Disabled { get; init; }
}
