namespace OrleansCalls.Start;

/// <summary>Something that must be right before this process joins its cluster: one that joins and fails disturbs those that serve.</summary>
public interface IStartGuard
{
    /// <summary>Looks; the database is ready by then.</summary>
    /// <exception cref="StartRefusedException">It is wrong.</exception>
    Task Check(CancellationToken cancellation);
}
