using Npgsql;

namespace OrleansCalls.Persistence;

/// <summary>Why a transaction failed, as far as it matters for what to do next.</summary>
internal enum CommitFailure
{
    /// <summary>PostgreSQL refused a statement; nothing of the transaction was kept.</summary>
    Refused,

    /// <summary>Another transaction was in the way; nothing was kept, and trying again helps.</summary>
    Contended,

    /// <summary>The connection broke: nobody knows whether it was kept.</summary>
    Broken,

    /// <summary>The database is not there, or not in time.</summary>
    Unavailable,
}

/// <summary>Tells the failures apart.</summary>
internal static class CommitFailures
{
    /// <summary>The kind of failure behind an exception of Npgsql's.</summary>
    public static CommitFailure Classify(Exception error) => error switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure } =>
            CommitFailure.Contended,
        PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown } => CommitFailure.Broken,
        PostgresException
        {
            SqlState: PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.QueryCanceled
        }
            => CommitFailure.Unavailable,
        PostgresException { SqlState: ['5', '3', ..] or ['0', '8', ..] } => CommitFailure.Unavailable,
        PostgresException => CommitFailure.Refused,
        NpgsqlException { InnerException: IOException } => CommitFailure.Broken,
        _ => CommitFailure.Unavailable,
    };
}
