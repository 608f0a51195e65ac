namespace OrleansCalls.Start;

/// <summary>
/// Does once, before the process says that it is ready, a part of what a first call needs, so that the call finds code compiled,
/// connections open and statements prepared. Leaves nothing behind.
/// </summary>
public interface IRehearsal
{
    /// <summary>Runs it. If it fails, the first call is slower, and nothing else.</summary>
    Task Run();
}
