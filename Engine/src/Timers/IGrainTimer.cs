namespace Orleans.Runtime;

/// <summary>A timer of one activation; disposing it stops it and cancels the token of a tick that runs.</summary>
public interface IGrainTimer : IDisposable
{
    /// <summary>Sets the timer anew; during a tick this takes effect when the tick has ended.</summary>
    void Change(TimeSpan dueTime, TimeSpan period);
}
