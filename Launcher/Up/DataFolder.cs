namespace OrleansCalls.Launcher.Up;

/// <summary>
/// The folder that outlives <c>./calls up</c>: the private database, the logs, and a record of the processes that run on it.
/// One launcher holds it at a time.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private const long LogLimit = 20 * 1024 * 1024;

    private readonly FileStream _lock;

    private DataFolder(string path, FileStream held)
    {
        Path = path;
        _lock = held;
        Processes = new ProcessRecord(System.IO.Path.Combine(path, "processes.json"));
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>What runs on this folder.</summary>
    public ProcessRecord Processes { get; }

    /// <summary>Makes the folder where it is missing, and takes it.</summary>
    /// <exception cref="StartFailedException">It cannot be written, or another launcher holds it.</exception>
    public static DataFolder Open(string path)
    {
        try
        {
            Directory.CreateDirectory(System.IO.Path.Combine(path, "logs"));
            var file = System.IO.Path.Combine(path, "launcher.lock");
            if (!File.Exists(file))
                File.WriteAllText(file, "");
            return new DataFolder(path, new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException)
        {
            throw new StartFailedException($"The data folder {path} cannot be written. Choose another with --data.");
        }
        catch (IOException e) when (Directory.Exists(System.IO.Path.Combine(path, "logs")))
        {
            throw new StartFailedException($"The data folder {path} is in use by another ./calls up. ({e.Message})");
        }
        catch (IOException e)
        {
            throw new StartFailedException($"The data folder {path} cannot be made: {e.Message}");
        }
    }

    /// <summary>Opens the log of a process to be written on; a log that has grown large is put aside, one generation long.</summary>
    public StreamWriter OpenLog(string name)
    {
        var file = LogOf(name);
        if (new FileInfo(file) is { Exists: true, Length: > LogLimit })
            File.Move(file, file + ".1", overwrite: true);
        return new StreamWriter(new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
    }

    /// <summary>The log of a process.</summary>
    public string LogOf(string name) => System.IO.Path.Combine(Path, "logs", $"{name}.log");

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();
}
