using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orleans.Hosting;
using Orleans.Storage;
using Orleans.TestingHost;
using OrleansCalls.Testing;

namespace OrleansCalls.Engine.Tests.Persistence;

public sealed class AdoNetStorageTests : IAsyncLifetime
{
    private TestDatabase? _database;
    private TestCluster? _cluster;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.Create();
        var schema = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "orleans_persistence.sql"));
        await using (var source = NpgsqlDataSource.Create(_database.ConnectionString))
        await using (var command = source.CreateCommand(schema))
            await command.ExecuteNonQueryAsync();
        var builder = new TestClusterBuilder(1);
        builder.Properties["Database"] = _database.ConnectionString;
        builder.AddSiloBuilderConfigurator<SiloConfiguration>();
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public async Task DisposeAsync()
    {
        await _cluster!.DisposeAsync();
        await _database!.DisposeAsync();
    }

    [Theory]
    [InlineData("u:alice")]
    [InlineData("abc")]
    [InlineData("0123456789abcdef0123456789abcdef")]
    public async Task A_state_outlives_the_activation(string key)
    {
        var grain = _cluster!.Client.GetGrain<IRecordGrain>(key);
        Assert.False((await grain.Read()).Exists);

        await grain.Write("one");
        await grain.Write("two");
        await grain.Leave();

        var note = await grain.Read();
        Assert.Equal("two", note.Text);
        Assert.Equal("2", note.ETag);
        Assert.True(note.Exists);
    }

    [Fact]
    public async Task A_state_that_was_cleared_can_be_written_again()
    {
        var grain = _cluster!.Client.GetGrain<IRecordGrain>("u:cleared");
        await grain.Write("one");

        await grain.Clear();

        Assert.Equal("empty", (await grain.Read()).Text);
        Assert.False((await grain.Read()).Exists);
        await grain.Write("two");
        await grain.Leave();
        Assert.Equal("two", (await grain.Read()).Text);
    }

    [Fact]
    public async Task A_write_over_what_somebody_else_wrote_fails_and_ends_the_activation()
    {
        var grain = _cluster!.Client.GetGrain<IRecordGrain>("u:raced");
        await grain.Write("mine");
        var storage = _cluster.GetSiloServiceProvider().GetRequiredKeyedService<IGrainStorage>("sql");
        var state = new GrainState<NoteState>();
        await storage.ReadStateAsync(RecordGrain.StateName, grain.GetGrainId(), state);
        state.State.Text = "theirs";
        await storage.WriteStateAsync(RecordGrain.StateName, grain.GetGrainId(), state);

        await Assert.ThrowsAsync<InconsistentStateException>(() => grain.Write("mine again"));

        Assert.Equal("theirs", (await grain.Read()).Text);
    }

    public sealed class SiloConfiguration : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder) => siloBuilder.AddAdoNetGrainStorage("sql", options =>
        {
            options.Invariant = "Npgsql";
            options.ConnectionString = siloBuilder.Configuration["Database"]!;
            options.GrainStorageSerializer = new PlainJson();
        });
    }

    private sealed class PlainJson : IGrainStorageSerializer
    {
        public BinaryData Serialize<T>(T input) => new(JsonSerializer.SerializeToUtf8Bytes(input));

        public T Deserialize<T>(BinaryData input) => JsonSerializer.Deserialize<T>(input.ToMemory().Span)!;
    }
}
