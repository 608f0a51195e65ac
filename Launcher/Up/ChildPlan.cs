namespace OrleansCalls.Launcher.Up;

/// <summary>A process of the product, before it is started.</summary>
/// <param name="Name">Its name in messages, in the log folder and in the record of processes.</param>
/// <param name="Project">The project whose assembly it runs.</param>
/// <param name="Environment">Set for it on top of the launcher's own environment.</param>
/// <param name="Address">Where it serves, for processes that do.</param>
internal sealed record ChildPlan(string Name, string Project, IReadOnlyDictionary<string, string> Environment, Uri? Address)
{
    /// <summary>Whether browsers talk to it: these stop first.</summary>
    public bool IsFrontend => Project == "WebFrontend";

    /// <summary>The same with one more environment variable.</summary>
    public ChildPlan With(string name, string value) =>
        this with { Environment = new Dictionary<string, string>(Environment, StringComparer.Ordinal) { [name] = value } };
}
