using System.Globalization;

namespace OrleansCalls.Load;

/// <summary>Rows of text and numbers; the first column to the left, all others to the right.</summary>
internal sealed class Table(params string[] headings)
{
    private readonly List<string[]> _rows = [headings];

    /// <summary>Adds a row. Numbers are shown with two places, whole and large ones with none, missing ones as a dash.</summary>
    public void Row(params object?[] cells) => _rows.Add([.. cells.Select(Text)]);

    /// <summary>Writes it.</summary>
    public void Write(TextWriter to)
    {
        var widths = Enumerable.Range(0, headings.Length).Select(column => _rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in _rows)
        {
            var cells = row.Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column]));
            to.WriteLine(string.Join("  ", cells));
        }
    }

    private static string Text(object? cell) => cell switch
    {
        null => "-",
        double.NaN => "-",
        double number => number.ToString(Math.Abs(number) >= 1000 ? "0" : "0.00", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => cell.ToString()!,
    };
}
