using System.Diagnostics;
using System.Text.Json;

namespace OrleansCalls.Launcher.Up;

/// <summary>
/// The processes of the product in a file, so that the launcher after a killed one finds what was left running. A process is
/// identified by its id and start time, because ids are reused.
/// </summary>
internal sealed class ProcessRecord(string file)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _entries = [];

    /// <summary>A process that was started.</summary>
    /// <param name="Pid">Its id.</param>
    /// <param name="Started">When it started, in UTC.</param>
    internal sealed record Entry(int Pid, DateTime Started);

    /// <summary>The processes of an earlier launcher that are still alive.</summary>
    public IReadOnlyDictionary<string, Process> Alive()
    {
        var alive = new Dictionary<string, Process>(StringComparer.Ordinal);
        foreach (var (name, entry) in Read())
        {
            if (Find(entry) is { } process)
                alive[name] = process;
        }

        return alive;
    }

    /// <summary>Notes a started process, in place of an earlier one with its name.</summary>
    public void Add(string name, Process process)
    {
        lock (_lock)
        {
            _entries[name] = new Entry(process.Id, process.StartTime.ToUniversalTime());
            Write();
        }
    }

    /// <summary>Forgets a process that has ended.</summary>
    public void Remove(string name)
    {
        lock (_lock)
        {
            _entries.Remove(name);
            Write();
        }
    }

    private static Process? Find(Entry entry)
    {
        try
        {
            var process = Process.GetProcessById(entry.Pid);
            return (process.StartTime.ToUniversalTime() - entry.Started).Duration() < TimeSpan.FromSeconds(2) ? process : null;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    private Dictionary<string, Entry> Read()
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, Entry>>(File.ReadAllText(file)) ?? [];
        }
        catch (Exception e) when (e is FileNotFoundException or JsonException)
        {
            return [];
        }
    }

    private void Write()
    {
        File.WriteAllText(file + ".new", JsonSerializer.Serialize(_entries));
        File.Move(file + ".new", file, overwrite: true);
    }
}
