namespace OrleansCalls.Start;

/// <summary>What must be right before this process joins its cluster: one that joins and fails disturbs those that serve.</summary>
public interface IStartGuard
{
    /// <summary>Checks, once the database is ready.</summary>
    /// <exception cref="StartRefusedException">It is wrong.</exception>
    Task Check(CancellationToken cancellation);
}
