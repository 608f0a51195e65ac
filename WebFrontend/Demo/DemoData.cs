using System.Collections.Immutable;
using OrleansCalls.People;

namespace OrleansCalls.Demo;

/// <summary>The people of the demonstration; their passwords are no secrets.</summary>
public static class DemoData
{
    /// <summary>Two organisations, whose people do not see each other.</summary>
    public static ImmutableArray<User> Users { get; } =
    [
        Make("alice", "Alice Archer", UserRole.User, "acme"),
        Make("bob", "Bob Baker", UserRole.User, "acme"),
        Make("carol", "Carol Carter", UserRole.User, "acme"),
        Make("dave", "Dave Draper", UserRole.User, "acme"),
        Make("ken", "Ken Keeper", UserRole.Admin, "acme"),
        Make("erin", "Erin Engels", UserRole.User, "globex"),
    ];

    /// <summary>A channel of four of them.</summary>
    public static Channel General { get; } = new("demo-general", "general", "acme", ["demo-alice", "demo-bob", "demo-carol", "demo-dave"]);

    /// <summary>The password of a demo account.</summary>
    public static string Password(string username) => "demo-" + username;

    private static User Make(string username, string displayName, UserRole role, string organisation) => new()
    {
        Id = "demo-" + username,
        Username = username,
        DisplayName = displayName,
        Email = username + "@" + organisation + ".example",
        Role = role,
        Organisation = organisation,
    };
}
