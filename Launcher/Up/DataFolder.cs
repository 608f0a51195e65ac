using OrleansCalls.Launcher.Logs;

namespace OrleansCalls.Launcher.Up;

/// <summary>
/// The folder that outlives <c>./calls up</c>: the private database, the logs, and a record of the processes that run on it.
/// One launcher holds it at a time.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private const string LockFile = "launcher.lock";

    private readonly FileStream _lock;
    private readonly LogLimits _limits;

    private DataFolder(string path, LogLimits limits, FileStream held)
    {
        Path = path;
        _limits = limits;
        _lock = held;
        Processes = new ProcessRecord(System.IO.Path.Combine(path, "processes.json"));
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>What runs on this folder.</summary>
    public ProcessRecord Processes { get; }

    /// <summary>Makes the folder where it is missing, and takes it.</summary>
    /// <exception cref="StartFailedException">It cannot be written, or another launcher holds it.</exception>
    public static DataFolder Open(string path, LogLimits limits)
    {
        try
        {
            if (!Directory.Exists(path))
                Directory.CreateDirectory(path, OwnerOnly.Folder);
            Close(path);
            Directory.CreateDirectory(System.IO.Path.Combine(path, "logs"), OwnerOnly.Folder);
            return new DataFolder(path, limits, new FileStream(System.IO.Path.Combine(path, LockFile), new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                UnixCreateMode = OwnerOnly.File,
            }));
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

    /// <summary>Opens the log of a process for appending.</summary>
    public RotatingLog OpenLog(string name) => new(LogOf(name), _limits);

    /// <summary>The log of a process.</summary>
    public string LogOf(string name) => System.IO.Path.Combine(Path, "logs", $"{name}.log");

    public void Dispose() => _lock.Dispose();

    /// <summary>
    /// Closes to others what earlier versions left open. The folder itself only if it is ours (empty, or used before): whoever names a
    /// folder full of other things has not asked for it to be closed.
    /// </summary>
    private static void Close(string path)
    {
        var folder = new DirectoryInfo(path);
        if (!folder.EnumerateFileSystemInfos().Any() || File.Exists(System.IO.Path.Combine(path, LockFile)))
            folder.UnixFileMode = OwnerOnly.Folder;
        foreach (var file in folder.EnumerateFiles("postgres.*").Concat(folder.EnumerateFiles("processes.json*"))
            .Concat(folder.EnumerateFiles(LockFile)))
            file.UnixFileMode = OwnerOnly.File;
        if (folder.EnumerateDirectories("logs").FirstOrDefault() is not { } logs)
            return;
        logs.UnixFileMode = OwnerOnly.Folder;
        foreach (var file in logs.EnumerateFiles("*.log*"))
            file.UnixFileMode = OwnerOnly.File;
    }
}
