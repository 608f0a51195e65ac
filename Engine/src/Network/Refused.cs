using System.Net;
using Microsoft.Extensions.Logging;

namespace Orleans.Runtime.Network;

/// <summary>Logs who was refused: at most a line per second, with the number of those left out.</summary>
internal sealed partial class Refused(TimeProvider time, ILogger log)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private readonly Lock _gate = new();
    private long? _written;
    private long _more;

    public void Add(EndPoint? remote, string why)
    {
        long more;
        lock (_gate)
        {
            if (_written is { } written && time.GetElapsedTime(written) < Period)
            {
                _more++;
                return;
            }

            _written = time.GetTimestamp();
            (more, _more) = (_more, 0);
        }

        if (more == 0)
            LogRefused(remote, why);
        else
            LogRefusedMany(remote, why, more);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Refused a connection from {Remote}. {Why}")]
    private partial void LogRefused(EndPoint? remote, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Refused a connection from {Remote}. {Why} And {More} more since the last line.")]
    private partial void LogRefusedMany(EndPoint? remote, string why, long more);
}
