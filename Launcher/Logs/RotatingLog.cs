using System.Text;

namespace OrleansCalls.Launcher.Logs;

/// <summary>
/// The log of a process, in lines, which never takes more than its share of the disk. <c>tail -F</c> follows it from file to file.
/// </summary>
internal sealed class RotatingLog : IDisposable
{
    private const byte NewLine = (byte)'\n';

    private readonly string _file;
    private readonly LogLimits _limits;
    private readonly Lock _gate = new();
    private FileStream _stream;
    private long _length;

    /// <summary>Goes on where the file ends.</summary>
    public RotatingLog(string file, LogLimits limits)
    {
        _file = file;
        _limits = limits;
        _stream = Open();
        _length = _stream.Length;
    }

    private long Room => _limits.Bytes - _length;

    /// <summary>Writes a line; it is in the file when this returns.</summary>
    public void WriteLine(string line) => Write(Encoding.UTF8.GetBytes(line + '\n'));

    /// <summary>Writes whole lines; they are in the file, or in it and the next ones, when this returns.</summary>
    public void Write(ReadOnlySpan<byte> lines)
    {
        lock (_gate)
        {
            while (!lines.IsEmpty)
            {
                var fits = lines.Length <= Room ? lines.Length : lines[..(int)Math.Max(Room, 0)].LastIndexOf(NewLine) + 1;
                if (fits == 0 && _length > 0)
                {
                    PutAside();
                    continue;
                }

                // A line longer than a file has one to itself.
                var written = fits > 0 ? fits : lines.IndexOf(NewLine) is >= 0 and var end ? end + 1 : lines.Length;
                _stream.Write(lines[..written]);
                _length += written;
                lines = lines[written..];
            }
        }
    }

    public void Dispose() => _stream.Dispose();

    private void PutAside()
    {
        _stream.Dispose();
        _limits.PutAside(_file);
        _stream = Open();
        _length = 0;
    }

    private FileStream Open() => new(_file, new FileStreamOptions
    {
        Mode = FileMode.Append,
        Access = FileAccess.Write,
        Share = FileShare.ReadWrite | FileShare.Delete,
        BufferSize = 0,
        UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
    });
}
