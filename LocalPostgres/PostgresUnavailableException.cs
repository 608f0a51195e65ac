namespace OrleansCalls.LocalPostgres;

/// <summary>A private PostgreSQL cannot be run here; the message is a sentence that says what to do.</summary>
public sealed class PostgresUnavailableException : Exception
{
    /// <summary>With a sentence for people.</summary>
    public PostgresUnavailableException(string message) : base(message)
    {
    }

    /// <summary>With a sentence for people and the cause.</summary>
    public PostgresUnavailableException(string message, Exception? cause) : base(message, cause)
    {
    }
}
