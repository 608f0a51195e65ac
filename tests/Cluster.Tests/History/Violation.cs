namespace OrleansCalls.Cluster.Tests.History;

/// <summary>Something that must never be.</summary>
/// <param name="Rule">Which rule it breaks.</param>
/// <param name="What">What was found, with the ids to look for in the logs.</param>
public sealed record Violation(string Rule, string What)
{
    public override string ToString() => $"{Rule}: {What}";
}
