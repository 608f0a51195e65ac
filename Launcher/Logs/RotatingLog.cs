using System.Text;

namespace OrleansCalls.Launcher.Logs;

/// <summary>
/// The log of a process, in lines, which never takes more than its share of the disk. <c>tail -F</c> follows it from file to file.
/// </summary>
internal sealed class RotatingLog : IDisposable
{
    private readonly string _file;
    private readonly LogLimits _limits;
    private readonly Lock _gate = new();
    private FileStream _stream;

    /// <summary>Goes on where the file ends.</summary>
    public RotatingLog(string file, LogLimits limits)
    {
        _file = file;
        _limits = limits;
        _stream = Open();
    }

    /// <summary>Writes a line; it is in the file when this returns.</summary>
    public void WriteLine(string line)
    {
        var bytes = Encoding.UTF8.GetBytes(line + '\n');
        lock (_gate)
        {
            if (_stream.Length > 0 && _stream.Length + bytes.Length > _limits.Bytes)
            {
                _stream.Dispose();
                _limits.PutAside(_file);
                _stream = Open();
            }

            _stream.Write(bytes);
        }
    }

    public void Dispose() => _stream.Dispose();

    private FileStream Open() => new(_file, new FileStreamOptions
    {
        Mode = FileMode.Append,
        Access = FileAccess.Write,
        Share = FileShare.ReadWrite | FileShare.Delete,
        BufferSize = 0,
        UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
    });
}
