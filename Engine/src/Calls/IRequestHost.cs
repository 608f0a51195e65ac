namespace Orleans.Runtime.Calls;

/// <summary>Where a request runs: an activation or an observer.</summary>
internal interface IRequestHost
{
    /// <summary>The request came to a value.</summary>
    void Succeeded<T>(Message message, T value);

    /// <summary>The request threw.</summary>
    void Failed(Message message, Exception error);
}
