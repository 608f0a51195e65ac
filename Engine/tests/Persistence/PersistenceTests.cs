using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace OrleansCalls.Engine.Tests.Persistence;

public sealed class PersistenceTests(Cluster cluster) : IClassFixture<Cluster>
{
    [Fact]
    public async Task A_state_that_was_never_written_is_fresh()
    {
        var note = await cluster.GetGrain<INoteGrain>(Names.New("n")).Read();

        Assert.Equal("empty", note.Text);
        Assert.False(note.Exists);
        Assert.Null(note.ETag);
    }

    [Fact]
    public async Task What_was_written_is_there_in_the_next_life_and_what_was_not_is_gone()
    {
        var grain = cluster.GetGrain<INoteGrain>(Names.New("n"));
        await grain.Write("kept");
        await grain.Scribble("forgotten");
        var before = await grain.Read();
        Assert.Equal("forgotten", before.Text);

        await grain.Leave();
        var after = await grain.Read();

        Assert.Equal("kept", after.Text);
        Assert.True(after.Exists);
        Assert.Equal(before.ETag, after.ETag);
        Assert.NotEqual(before.Life, after.Life);
    }

    [Fact]
    public async Task Every_write_changes_the_version()
    {
        var grain = cluster.GetGrain<INoteGrain>(Names.New("n"));
        await grain.Write("one");
        var first = await grain.Read();
        await grain.Write("two");

        Assert.NotEqual(first.ETag, (await grain.Read()).ETag);
    }

    [Fact]
    public async Task Reading_again_takes_back_what_was_not_written()
    {
        var grain = cluster.GetGrain<INoteGrain>(Names.New("n"));
        await grain.Write("kept");
        await grain.Scribble("forgotten");

        await grain.Reread();

        Assert.Equal("kept", (await grain.Read()).Text);
    }

    [Fact]
    public async Task A_state_that_was_cleared_is_fresh()
    {
        var grain = cluster.GetGrain<INoteGrain>(Names.New("n"));
        await grain.Write("gone");

        await grain.Clear();

        var note = await grain.Read();
        Assert.Equal("empty", note.Text);
        Assert.False(note.Exists);
        await grain.Write("again");
        Assert.True((await grain.Read()).Exists);
    }

    [Fact]
    public async Task A_write_over_what_somebody_else_wrote_fails_and_ends_the_activation()
    {
        var grain = cluster.GetGrain<INoteGrain>(Names.New("n"));
        await grain.Write("mine");
        var before = await grain.Read();
        await WriteBehindItsBack(grain, "theirs");

        await Assert.ThrowsAsync<InconsistentStateException>(() => grain.Write("mine again"));

        var after = await grain.Read();
        Assert.NotEqual(before.Life, after.Life);
        Assert.Equal("theirs", after.Text);
    }

    [Fact]
    public async Task The_first_write_fails_when_somebody_else_was_first()
    {
        var grain = cluster.GetGrain<INoteGrain>(Names.New("n"));
        await grain.Read();
        await WriteBehindItsBack(grain, "theirs");

        await Assert.ThrowsAsync<InconsistentStateException>(() => grain.Write("mine"));

        Assert.Equal("theirs", (await grain.Read()).Text);
    }

    [Fact]
    public async Task What_a_storage_throws_comes_wrapped_and_the_activation_lives_on()
    {
        var grain = cluster.GetGrain<IBrokenGrain>(Names.New("n"));

        var error = await Assert.ThrowsAsync<OrleansException>(grain.Write);

        Assert.Contains("disk full", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, await grain.Failures());
    }

    private async Task WriteBehindItsBack(INoteGrain grain, string text)
    {
        var storage = cluster.Silo.GetRequiredKeyedService<IGrainStorage>("memory");
        var state = new GrainState<NoteState>(new());
        await storage.ReadStateAsync(NoteGrain.StateName, grain.GetGrainId(), state);
        state.State.Text = text;
        await storage.WriteStateAsync(NoteGrain.StateName, grain.GetGrainId(), state);
    }
}
