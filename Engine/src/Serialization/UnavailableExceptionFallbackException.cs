namespace Orleans.Serialization;

/// <summary>Stands for an exception of another process whose type is not known in this one.</summary>
public sealed class UnavailableExceptionFallbackException : Exception
{
    /// <summary>No particulars.</summary>
    public UnavailableExceptionFallbackException()
    {
    }

    /// <summary>With a message and a cause.</summary>
    public UnavailableExceptionFallbackException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The full name of the type that is not known.</summary>
    public string? ExceptionType { get; internal set; }

    public override string ToString() =>
        string.IsNullOrWhiteSpace(ExceptionType) ? $"Unknown exception: {base.ToString()}" : $"Unknown exception of type {ExceptionType}: {base.ToString()}";
}
