namespace OrleansCalls.Engine.Tests.Persistence;

[Alias("OrleansCalls.Tests.IRecordGrain")]
public interface IRecordGrain : IGrainWithStringKey
{
    [Alias("Read")]
    Task<NoteView> Read();

    [Alias("Write")]
    Task Write(string text);

    [Alias("Clear")]
    Task Clear();

    [Alias("Leave")]
    Task Leave();
}

public sealed class RecordGrain([PersistentState(RecordGrain.StateName, "sql")] IPersistentState<NoteState> note) : Grain, IRecordGrain
{
    public const string StateName = "engine-tests-record";

    private readonly Guid _life = Guid.NewGuid();

    public Task<NoteView> Read() => Task.FromResult(new NoteView(note.State.Text, note.Etag, note.RecordExists, _life));

    public Task Write(string text)
    {
        note.State.Text = text;
        return note.WriteStateAsync();
    }

    public Task Clear() => note.ClearStateAsync();

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
