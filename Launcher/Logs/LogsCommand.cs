namespace OrleansCalls.Launcher.Logs;

/// <summary><c>./calls logs [NAME] [-f] [--data .data]</c>: the ends of the logs of <c>./calls up</c>, or of one process' log.</summary>
internal static class LogsCommand
{
    private const string Lines = "100";

    /// <summary>Shows them with the machine's own <c>tail</c>.</summary>
    public static async Task<int> Run(IReadOnlyList<string> args, string defaultData)
    {
        var (data, words) = DataOption.Take(args, defaultData);
        if (data is null)
            return Usage.Refuse("--data wants a folder.");
        var follow = words.RemoveAll(word => word is "-f" or "-F" or "--follow") > 0;
        if (words.Find(word => word.StartsWith('-')) is { } unknown)
            return Usage.Refuse($"./calls logs does not know {unknown}. See ./calls logs --help.");
        if (words.Count > 1)
            return Usage.Refuse("./calls logs takes one name at most. See ./calls logs --help.");

        var logs = Of(data);
        if (logs.Count == 0)
            return Usage.Fail($"There are no logs in {data}: ./calls up writes them there, and --data names another folder.");
        if (words is [var name] && !logs.ContainsKey(name))
            return Usage.Fail($"There is no log of {name}; there are {string.Join(", ", logs.Keys)}.");

        string[] files = words is [var one] ? [logs[one]] : [.. logs.Values];
        string[] following = follow ? ["-F"] : [];
        return await Runner.Run("tail", ["-n", Lines, .. following, "--", .. files], Environment.CurrentDirectory);
    }

    /// <summary>The logs of a data folder by the names of their processes.</summary>
    internal static SortedDictionary<string, string> Of(string data)
    {
        var folder = Path.Combine(data, "logs");
        string[] files = [.. Directory.Exists(folder) ? Directory.GetFiles(folder, "*.log") : [], Path.Combine(data, "postgres.log")];
        return new(files.Where(File.Exists).ToDictionary(file => Path.GetFileNameWithoutExtension(file)!), StringComparer.Ordinal);
    }
}
