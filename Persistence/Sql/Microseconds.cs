namespace OrleansCalls.Persistence;

/// <summary>Times as the database keeps them: UTC, truncated to the microsecond.</summary>
internal static class Microseconds
{
    /// <summary>The same time without what is finer than a microsecond.</summary>
    public static DateTimeOffset Truncate(DateTimeOffset time) =>
        new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    /// <inheritdoc cref="Truncate(DateTimeOffset)"/>
    public static DateTimeOffset? Truncate(DateTimeOffset? time) => time is { } value ? Truncate(value) : null;
}
