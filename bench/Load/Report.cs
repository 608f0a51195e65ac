using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrleansCalls.Load;

/// <summary>Where results go: JSON lines for machines, to a file too if one is named, and tables for people.</summary>
internal sealed class Report(TextWriter to, string? file)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private static readonly string Engine = FileVersionInfo.GetVersionInfo(typeof(Orleans.Grain).Assembly.Location) is var version
        && version.FileVersion is { } number ? $"{typeof(Orleans.Grain).Assembly.GetName().Name} {number}" : "unknown";

    /// <summary>Says what is being done, on stderr.</summary>
    public static void Progress(string sentence) => Console.Error.WriteLine(sentence);

    /// <summary>Writes a result, with the time, the engine and how busy the machine was in the last minute.</summary>
    public void Line(object result)
    {
        var line = new JsonObject
        {
            ["at"] = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            ["engine"] = Engine,
            ["load1"] = double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture),
        };
        foreach (var (name, value) in JsonSerializer.SerializeToNode(result, Json)!.AsObject().ToArray())
            line[name] = value?.DeepClone();
        var text = line.ToJsonString(Json);
        to.WriteLine(text);
        if (file is not null)
            File.AppendAllText(file, text + "\n");
    }

    /// <summary>Writes a table after an empty line.</summary>
    public void Table(Table table)
    {
        to.WriteLine();
        table.Write(to);
    }
}
