namespace OrleansCalls.Deployment;

/// <summary>A Dockerfile: its stages and their instructions.</summary>
internal sealed class Dockerfile
{
    /// <summary>Reads one.</summary>
    public Dockerfile(string path)
    {
        var lines = File.ReadAllText(path).Replace("\\\n", " ", StringComparison.Ordinal).Split('\n')
            .Where(line => line.Length > 0 && line[0] != '#');
        Stage? stage = null;
        foreach (var words in lines.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
        {
            if (words[0] == "FROM")
                Stages.Add(stage = new Stage(words.Length > 3 ? words[3] : "", words[1], []));
            else
                stage!.Instructions.Add(words);
        }
    }

    /// <summary>In order.</summary>
    public List<Stage> Stages { get; } = [];

    /// <summary>The stage that is built for a target, or the last one.</summary>
    public Stage Target(string? name) => name is null ? Stages[^1] : Stages.Single(stage => stage.Name == name);

    /// <summary>The words behind an instruction in a stage or in those that it comes from.</summary>
    public IEnumerable<string[]> Inherited(Stage stage, string instruction) =>
        (Stages.Find(other => other.Name == stage.From) is { } parent ? Inherited(parent, instruction) : []).Concat(stage.All(instruction));

    /// <summary>A stage.</summary>
    public sealed record Stage(string Name, string From, List<string[]> Instructions)
    {
        /// <summary>The words behind each instruction of a kind.</summary>
        public IEnumerable<string[]> All(string instruction) =>
            Instructions.Where(words => words[0] == instruction).Select(words => words[1..]);
    }
}
