using OrleansCalls.Persistence;

namespace OrleansCalls.Calls;

/// <summary>The times of a call as the database keeps them.</summary>
internal static class CallTimes
{
    /// <summary>The same record to the microsecond, so that what is read equals what was written.</summary>
    public static CallView Truncate(CallView record) => record with
    {
        CreatedAt = Microseconds.Truncate(record.CreatedAt),
        RingDeadline = Microseconds.Truncate(record.RingDeadline),
        AnsweredAt = Microseconds.Truncate(record.AnsweredAt),
        ConnectedAt = Microseconds.Truncate(record.ConnectedAt),
        EndedAt = Microseconds.Truncate(record.EndedAt),
    };
}
