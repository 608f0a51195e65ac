namespace Orleans.Serialization;

/// <summary>Represents an exception from another process whose type is unknown in this one.</summary>
public sealed class UnavailableExceptionFallbackException : Exception
{
    /// <summary>The full name of the unknown type.</summary>
    public string? ExceptionType { get; internal set; }

    public override string ToString() =>
        string.IsNullOrWhiteSpace(ExceptionType)
            ? $"Unknown exception: {base.ToString()}"
            : $"Unknown exception of type {ExceptionType}: {base.ToString()}";
}
