namespace OrleansCalls.Persistence;

/// <summary>The database cannot be reached, or too much is waiting for it. What was being written may or may not be there.</summary>
public sealed class DatabaseUnavailableException : Exception
{
    /// <summary>With a sentence for people.</summary>
    public DatabaseUnavailableException(string message) : base(message)
    {
    }

    /// <summary>With a sentence for people and the cause.</summary>
    public DatabaseUnavailableException(string message, Exception? cause) : base(message, cause)
    {
    }
}
