namespace OrleansCalls.Launcher;

/// <summary>The option <c>--data</c> of the commands that look at what <c>./calls up</c> runs.</summary>
internal static class DataOption
{
    /// <summary>Takes the option out of a command line.</summary>
    /// <returns>The folder (null if none follows the option) and the other words.</returns>
    public static (string? Data, List<string> Words) Take(IReadOnlyList<string> args, string defaultData)
    {
        const string joined = "--data=";
        var words = new List<string>();
        var data = defaultData;
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i] == "--data")
                data = ++i < args.Count ? args[i] : "";
            else if (args[i].StartsWith(joined, StringComparison.Ordinal))
                data = args[i][joined.Length..];
            else
                words.Add(args[i]);
        }

        return (data.Length > 0 ? Path.GetFullPath(data) : null, words);
    }
}
