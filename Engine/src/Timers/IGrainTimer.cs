namespace Orleans.Runtime;

/// <summary>A timer of an activation. Disposing it also cancels the token of a running tick.</summary>
public interface IGrainTimer : IDisposable
{
    /// <summary>Sets the timer again; during a tick, this takes effect at its end.</summary>
    void Change(TimeSpan dueTime, TimeSpan period);
}
