using System.ComponentModel.DataAnnotations;

namespace OrleansCalls.Logs;

/// <summary>What of section <c>Logging</c> is ours: how much of one kind may be logged.</summary>
public sealed class LogBudgetOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Logging";

    /// <summary>How many warnings and errors of one kind are written in a minute; the others are counted in one line.</summary>
    [Range(1, 1_000_000)]
    public int LinesPerMinute { get; set; } = 60;
}
