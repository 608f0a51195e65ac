namespace Orleans.Runtime.Calls;

/// <summary>Where a request runs: an activation or an observer.</summary>
internal interface IRequestHost
{
    void Succeeded<T>(Message message, T value);

    void Failed(Message message, Exception error);
}
