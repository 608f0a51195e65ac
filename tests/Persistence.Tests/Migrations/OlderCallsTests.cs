using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using OrleansCalls.Calls;
using OrleansCalls.Persistence.Tests.Calls;
using OrleansCalls.Testing;

namespace OrleansCalls.Persistence.Tests.Migrations;

/// <summary>Calls that an older program wrote, a row for each person in them.</summary>
public sealed class OlderCallsTests : IAsyncLifetime
{
    private const int LastWithPeopleApart = 17;

    private const string CallsSql = """
        insert into calls (call_id, version, state, end_reason, media, kind, initiator_id, created_at, ring_deadline, deadline, ended_at,
            absorbed_id)
        values ('00000000-0000-7000-8000-000000000001', 2, 'ended', 'missed', 'video', 'direct', 'alice',
                '2026-03-01T12:00:00Z', '2026-03-01T12:00:30Z', null, '2026-03-01T12:00:30Z', '00000000-0000-7000-8000-00000000000a'),
               ('00000000-0000-7000-8000-000000000002', 1, 'ringing', null, 'video', 'direct', 'alice',
                '2026-03-01T13:00:00Z', '2026-03-01T13:00:30Z', '2026-03-01T13:00:30Z', null, null);
        insert into call_participants (call_id, position, user_id, display_name, avatar_url, status, device_id, camera_off, held,
            hand_raised_at, ring_deadline, created_at, live, missed, seen_at)
        select call_id, position, user_id, display_name, avatar_url, status, device_id, camera_off, held, hand_raised_at, rings_until,
            created_at, live, missed, seen_at
        from calls join (values
            (1, 2, 'bob', 'Bob "B" 😀', 'https://pictures.test/1', 'missed', null, true, false, null, timestamptz '2026-03-01T12:00:30Z',
             false, true, timestamptz '2026-03-02T00:00:00Z'),
            (1, 1, 'alice', 'Alice', null, 'left', 'phone', false, false, null, null, false, false, null),
            (2, 1, 'alice', 'Alice', null, 'joined', 'phone', false, true, timestamptz '2026-03-01T13:00:10Z', null, true, false, null),
            (2, 2, 'bob', 'Bob', null, 'ringing', null, false, false, null, null, true, false, null)) who (call, position, user_id,
                display_name, avatar_url, status, device_id, camera_off, held, hand_raised_at, rings_until, live, missed, seen_at)
            on calls.call_id::text like '%000' || who.call;
        insert into call_ledger (call_id, entry_id, at, user_id, command, outcome, version, state, silo)
        values ('00000000-0000-7000-8000-00000000000a', '00000000-0000-7000-8000-0000000000aa', '2026-03-01T12:00:05Z', 'alice', 'hangup',
                'lost', 1, 'ringing', 'S127.0.0.1:11111:1')
        """;

    private static readonly DateTimeOffset Later = Example.Start.AddHours(1);

    private static readonly CallView Ringing = Example.Ringing(at: Later, id: "00000000-0000-7000-8000-000000000002") with
    {
        Participants =
        [
            new Participant
            {
                UserId = "alice",
                DisplayName = "Alice",
                Status = ParticipantStatus.Joined,
                DeviceId = "phone",
                Held = true,
                HandRaisedAt = Later.AddSeconds(10),
            },
            new Participant { UserId = "bob", DisplayName = "Bob", Status = ParticipantStatus.Ringing },
        ],
    };

    private TestDatabase? _database;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.Create();
        await using var source = NpgsqlDataSource.Create(_database.ConnectionString);
        MigrationScript[] older = [.. MigrationScript.All.Where(script => script.Version <= LastWithPeopleApart)];
        await new Migrator(source, NullLogger<Migrator>.Instance, older).Migrate();
        await using var fill = source.CreateCommand(CallsSql);
        await fill.ExecuteNonQueryAsync();
    }

    public async Task DisposeAsync() => await _database!.DisposeAsync();

    [Fact]
    public async Task AreThere_WithEverybodyInThem_WhatWasSeen_AndTheirLedger()
    {
        await using var store = await Store.Start(_database!);
        var index = store.Get<ICallIndex>();

        var missed = Assert.Single(await index.ReadMissed("bob", 10));
        Assert.Equal((true, 0), (missed.Seen, await index.CountUnseen("bob")));
        Assert.Equal(["alice", "bob"], missed.Call.Participants.Select(person => person.UserId));
        Assert.Equal(
            new Participant
            {
                UserId = "bob",
                DisplayName = "Bob \"B\" 😀",
                AvatarUrl = "https://pictures.test/1",
                Status = ParticipantStatus.Missed,
                CameraOff = true,
                RingDeadline = Example.Start.AddSeconds(30),
            },
            missed.Call.Participants[1]);
        Assert.Equal(missed.Call.CallId, (await store.ReadCall("00000000-0000-7000-8000-00000000000a")).State.Record!.CallId);
        Assert.Equal("hang_up", Assert.Single(await store.Get<ICallLedger>().Read(missed.Call.CallId, 10)).Command);

        var live = Assert.Single((await index.ReadUserCalls("alice", Example.Start)).Live);
        Assert.Equal(Ringing.Participants.AsEnumerable(), live.Participants);
        Assert.Equal(Ringing with { Participants = [] }, live with { Participants = [] });
        Assert.Equal(2, (await index.ReadUserCalls("alice", Example.Start)).Attempts.Length);
        Assert.Equal(2, (await index.ReadHistory("alice", null, 10, HistoryFilter.Outgoing)).Items.Length);
    }

    [Fact]
    public async Task GoOn_AndKeepTheirPeopleFromOtherCalls()
    {
        await using var store = await Store.Start(_database!);

        await Assert.ThrowsAsync<Orleans.Storage.InconsistentStateException>(() => store.WriteCall(Example.Ringing("carol", "bob")));
        await store.WriteCall(await store.ReadCall(Ringing.CallId), Ringing.Ended());
        await store.WriteCall(Example.Ringing("carol", "bob"));

        Assert.Equal(1, await store.Get<ICallIndex>().CountUnseen("bob"));
    }
}
