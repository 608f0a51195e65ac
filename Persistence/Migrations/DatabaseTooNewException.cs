namespace OrleansCalls.Persistence;

/// <summary>The database was made by a newer version of this program, which knows how to read it; this one does not.</summary>
public sealed class DatabaseTooNewException(int found, int known) : DatabaseStartException(
    $"The database has schema version {found}, which programs of version {known} cannot run on: "
    + "start the newer version of OrleansCalls, or restore the backup that was made before its first start.")
{
    /// <summary>The version of the database that this program cannot run on.</summary>
    public int Found { get; } = found;

    /// <summary>The latest version that this program knows.</summary>
    public int Known { get; } = known;
}
