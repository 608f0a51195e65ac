using System.Collections.Immutable;

namespace OrleansCalls.Realtime;

/// <summary>What to do at the grains when watches have changed.</summary>
/// <param name="Left">Whom nobody here watches any more.</param>
/// <param name="Unknown">Who is watched now, with nothing known of them yet.</param>
internal sealed record WatchChange(ImmutableArray<string> Left, ImmutableArray<string> Unknown)
{
    /// <summary>Nothing.</summary>
    public static WatchChange None { get; } = new([], []);

    /// <summary>Gathers one.</summary>
    public sealed class Builder
    {
        /// <summary>See <see cref="WatchChange.Left"/>.</summary>
        public List<string> Left { get; } = [];

        /// <summary>See <see cref="WatchChange.Unknown"/>.</summary>
        public HashSet<string> Unknown { get; } = new(StringComparer.Ordinal);

        /// <summary>What was gathered.</summary>
        public WatchChange Build() => new([.. Left], [.. Unknown]);
    }
}
