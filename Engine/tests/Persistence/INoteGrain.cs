namespace OrleansCalls.Engine.Tests.Persistence;

[Alias("OrleansCalls.Tests.INoteGrain")]
public interface INoteGrain : IGrainWithStringKey
{
    [Alias("Read")]
    Task<NoteView> Read();

    [Alias("Write")]
    Task Write(string text);

    /// <summary>Changes the state in memory only.</summary>
    [Alias("Scribble")]
    Task Scribble(string text);

    [Alias("Reread")]
    Task Reread();

    [Alias("Clear")]
    Task Clear();

    [Alias("Leave")]
    Task Leave();
}

[GenerateSerializer, Immutable]
[Alias("OrleansCalls.Tests.NoteView")]
public sealed record NoteView(
    [property: Id(0)] string Text, [property: Id(1)] string? ETag, [property: Id(2)] bool Exists, [property: Id(3)] Guid Life);

[GenerateSerializer]
[Alias("OrleansCalls.Tests.NoteState")]
public sealed class NoteState
{
    [Id(0)]
    public string Text { get; set; } = "empty";

    [Id(1)]
    public List<string> History { get; set; } = [];
}

public sealed class NoteGrain([PersistentState(NoteGrain.StateName, "memory")] IPersistentState<NoteState> note) : Grain, INoteGrain
{
    public const string StateName = "engine-tests-note";

    private readonly Guid _life = Guid.NewGuid();
    private string? _textAtActivation;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _textAtActivation = note.State.Text;
        return Task.CompletedTask;
    }

    public Task<NoteView> Read() =>
        _textAtActivation is null ? throw new InvalidOperationException("The state came after the activation.")
            : Task.FromResult(new NoteView(note.State.Text, note.Etag, note.RecordExists, _life));

    public Task Write(string text)
    {
        note.State.Text = text;
        note.State.History.Add(text);
        return note.WriteStateAsync();
    }

    public Task Scribble(string text)
    {
        note.State.Text = text;
        return Task.CompletedTask;
    }

    public Task Reread() => note.ReadStateAsync();

    public Task Clear() => note.ClearStateAsync();

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
