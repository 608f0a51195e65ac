namespace OrleansCalls.Persistence;

/// <summary>The start cannot go on without a database; the message says what to do.</summary>
public class DatabaseStartException : Exception
{
    /// <summary>With a sentence for people.</summary>
    public DatabaseStartException(string message) : base(message)
    {
    }

    /// <summary>With a sentence for people and the cause.</summary>
    public DatabaseStartException(string message, Exception? cause) : base(message, cause)
    {
    }
}
