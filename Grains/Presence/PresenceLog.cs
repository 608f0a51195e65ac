using Microsoft.Extensions.Logging;

namespace OrleansCalls.Presence;

/// <summary>The log's lines of presences.</summary>
internal static partial class PresenceLog
{
    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The presence of user {UserId} could not be written; it is right in memory and is written with the next change")]
    public static partial void LogNotKept(this ILogger logger, Exception failure, string userId);
}
