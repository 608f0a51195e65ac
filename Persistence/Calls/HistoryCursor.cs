using System.Collections.Immutable;
using System.Globalization;
using OrleansCalls.Persistence;

namespace OrleansCalls.Calls;

/// <summary>Where a page of the history ended: time and id of its last call, so that ties leave no gaps.</summary>
internal static class HistoryCursor
{
    // Later than any call, and within what a timestamp of the database can say.
    private static readonly DateTimeOffset Latest = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The key below which the next page begins; the highest key when there is no cursor.</summary>
    /// <exception cref="FormatException">The cursor is not one of ours.</exception>
    public static (DateTimeOffset Before, string BeforeId) Decode(string? cursor)
    {
        if (cursor is null)
            return (Latest, Guid.AllBitsSet.ToString("D"));
        var parts = Cursor.Decode(cursor, 2);
        return long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            && ticks <= Latest.UtcTicks
            && Guid.TryParseExact(parts[1], "D", out _)
            ? (new DateTimeOffset(ticks, TimeSpan.Zero), parts[1].ToLowerInvariant())
            : throw Cursor.Broken();
    }

    /// <summary>The page of the first <paramref name="limit"/> calls; one more was read than fits.</summary>
    public static CallPage Page(ImmutableArray<CallView> calls, int limit) =>
        calls.Length <= limit
            ? new CallPage(calls, null)
            : new CallPage(calls[..limit], Encode(calls[limit - 1]));

    private static string Encode(CallView last) =>
        Cursor.Encode(last.CreatedAt.UtcTicks.ToString(CultureInfo.InvariantCulture), last.CallId);
}
