using Npgsql;
using OrleansCalls.Persistence;

namespace OrleansCalls.People;

/// <summary>Reads users from rows.</summary>
internal static class UserRows
{
    /// <summary>The columns that <see cref="Read"/> expects, of <c>users u</c>.</summary>
    public const string Columns = "u.id, u.username, u.display_name, u.email, u.avatar_url, u.role, u.organisation, u.disabled";

    /// <summary>The ordinal of the first column after <see cref="Columns"/>.</summary>
    public const int After = 8;

    /// <summary>The user in the present row.</summary>
    public static User Read(NpgsqlDataReader row) => new()
    {
        Id = row.GetString(0),
        Username = row.GetString(1),
        DisplayName = row.GetString(2),
        Email = row.TextOrNull(3),
        AvatarUrl = row.TextOrNull(4),
        Role = EnumText.Parse<UserRole>(row.GetString(5)),
        Organisation = row.TextOrNull(6),
        Disabled = row.GetBoolean(7),
    };
}
