using System.ComponentModel.DataAnnotations;

namespace OrleansCalls.Logs;

/// <summary>Our part of section <c>Logging</c>: how much of one kind may be logged.</summary>
public sealed class LogBudgetOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Logging";

    /// <summary>How many warnings and errors of one kind are written a minute; one more line counts the rest.</summary>
    [Range(1, 1_000_000)]
    public int LinesPerMinute { get; set; } = 60;
}
