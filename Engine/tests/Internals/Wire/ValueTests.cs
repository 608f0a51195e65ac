using System.Collections.Immutable;
using OrleansCalls.Calls;
using OrleansCalls.Engine.Tests.Observers;
using OrleansCalls.Engine.Tests.Persistence;
using OrleansCalls.Presence;

namespace OrleansCalls.Engine.Tests.Internals.Wire;

/// <summary>Values arrive as they were sent.</summary>
public sealed class ValueTests : IDisposable
{
    private static readonly DateTimeOffset Moment = new(2026, 3, 4, 5, 6, 7, TimeSpan.FromHours(2));
    private static readonly SiloAddress Silo = SiloAddress.New(System.Net.IPAddress.Parse("fe80::1"), 11111, 42);
    private readonly WirePair _wire = new();

    public void Dispose() => _wire.Dispose();

    [Fact]
    public void Simple_values()
    {
        Same("");
        Same("\"quoted\" and / \\ \n \u0000 ü 漢 🎉");
        Same<string?>(null);
        Same(true);
        Same(int.MinValue);
        Same(long.MaxValue);
        Same(ulong.MaxValue);
        Same(double.Epsilon);
        Same(double.NaN);
        Same(double.NegativeInfinity);
        Same(float.MaxValue);
        Same(decimal.MinValue);
        Same('\u00e9');
        Same(Guid.NewGuid());
        Same(Moment.AddTicks(1));
        Same(DateTimeOffset.MaxValue);
        Same(DateTime.UnixEpoch.AddTicks(1));
        Assert.Equal(DateTimeKind.Utc, _wire.Return(DateTime.UnixEpoch).Kind);
        Same(TimeSpan.MinValue);
        Same(TimeSpan.FromTicks(1));
        Same(DateOnly.MaxValue);
        Same(new TimeOnly(1, 2, 3));
        Same(new Uri("https://example.test/a?b=c"));
        Same(DayOfWeek.Friday);
        Same((DayOfWeek)77);
        Same<int?>(5);
        Same<int?>(null);
        Same((1, "two", (3L, default(string))));
        Same(Tuple.Create("a", 1));
        Same(KeyValuePair.Create("key", Moment));
    }

    [Fact]
    public void Identities()
    {
        Same(GrainId.Create("call", "c:1/2"));
        Same(default(GrainId));
        Same<GrainId?>(default(GrainId));
        Same(new GrainId(GrainType.Create("odd"), new IdSpan([0xff, 0, 0xfe])));
        Same(GrainType.Create("kind \"of\" ü"));
        Same(IdSpan.Create("span"));
        Same(Silo);
        Same<SiloAddress?>(null);
    }

    [Fact]
    public void Collections()
    {
        Same<string?[]>(["a", null]);
        Same(new List<int> { 1, 2 });
        Same(new HashSet<string> { "a", "b" });
        Same(new byte[] { 1, 2, 255 });
        Assert.Equal([1, 2], _wire.Return(new ReadOnlyMemory<byte>([1, 2])).ToArray());
        Same(new Dictionary<string, int> { ["a/\"b\""] = 1 });
        Same(new Dictionary<SiloAddress, SiloStatus> { [Silo] = SiloStatus.Active });
        Same(new Dictionary<Leg, string?> { [new("u", null)] = null, [new("u", "d")] = "x" });
        Same(new Dictionary<int, Dictionary<DayOfWeek, Guid[]>> { [-1] = new() { [DayOfWeek.Monday] = [Guid.Empty] } });
        Same<IReadOnlyDictionary<Guid, int>>(new Dictionary<Guid, int> { [Guid.Empty] = 1 });
        Same<IReadOnlyList<string>>(["a"]);
        Assert.Equal(["a", "b"], _wire.Return<ImmutableArray<string>>(["a", "b"]).ToArray());
        Assert.Equal([], _wire.Return(ImmutableArray<string>.Empty).ToArray());
        Assert.True(_wire.Return(default(ImmutableArray<int>)).IsDefault);
        Same(ImmutableList.Create(1, 2));
        Same(ImmutableDictionary<long, string>.Empty.Add(1, "one"));
        Same(ImmutableDictionary<string, int>.Empty.Add("one", 1));
        Same(ImmutableHashSet.Create(1));
    }

    [Fact]
    public void What_the_calls_and_presences_of_the_product_say()
    {
        var participant = new Participant
        {
            UserId = "u:1",
            DisplayName = "Ada",
            Status = ParticipantStatus.Joined,
            DeviceId = "d",
            Muted = true,
        };
        var call = new CallView
        {
            CallId = "c",
            Version = 3,
            State = CallState.Ended,
            EndReason = EndReason.Dropped,
            Media = CallMedia.Video,
            Kind = CallKind.Direct,
            InitiatorId = "u:1",
            CreatedAt = Moment,
            AnsweredAt = Moment.AddTicks(7),
            Participants = [participant, participant with { UserId = "u:2", AvatarUrl = "a", CameraOff = true }],
        };
        Alike(call);
        Alike<CallResult>(call);
        Alike<CallResult>(new Refusal(RefusalCodes.RateLimited, "Wait.", TimeSpan.FromSeconds(1.5)));
        Alike(new InitiateCall(new("u:1", null), ["u:2"], CallMedia.Audio));
        Alike(new SignalPage([new("c", 1, "u:1", null, "u:2", SignalType.Ice, "{}", 0)], 2));
        Alike(new SendSignal(new("u", "d"), null, SignalType.Offer, "v=0\r\n", 1));
        Alike(new Attendance(new("u:1", PresenceStatus.Online, null), "c"));
        Alike(new Reservation("c", "u:1", ["u:1", "u:2"]));
        Alike(new ReservationResult(ReservationOutcome.Glare, "c"));
        Alike(new NoteView("text", null, true, Guid.NewGuid()));
        Alike(new NoteState { Text = "changed", History = ["one"] });
    }

    [Fact]
    public void Every_event_of_the_product_arrives_as_what_it_is()
    {
        UserEvent[] events =
        [
            new SignalReceived("u", null, new("c", 1, "u:1", null, "u:2", SignalType.Ice, "{}", 0)),
            new MissedChanged("u", 3),
            new PresenceChanged("u", new("u:2", PresenceStatus.Away, Moment)),
        ];

        Assert.Equal(events, _wire.Return(events));
        Assert.Equal<UserEvent>(events[1], _wire.Return(events[1]));
        Assert.Equal(new MissedChanged("u", 3), _wire.Return(new MissedChanged("u", 3)));
    }

    [Fact]
    public void What_the_engine_says_to_itself()
    {
        Alike(new TickStatus(DateTime.UnixEpoch, TimeSpan.FromSeconds(1), DateTime.UnixEpoch.AddTicks(1)));
        Alike<SimpleGrainStatistic[]>([new() { GrainType = "a", SiloAddress = Silo, ActivationCount = 3 }]);
        Alike(new ReminderEntry
        {
            GrainId = GrainId.Create("a", "b"),
            ReminderName = "n",
            StartAt = DateTime.UnixEpoch,
            Period = TimeSpan.MaxValue,
            ETag = "1",
        });
    }

    [Fact]
    public void Members_without_an_id_stay_and_those_that_only_a_constructor_sets_arrive()
    {
        var arrived = _wire.Return(new Odd("given") { Field = 5, Unnumbered = 6 });

        Assert.Equal(("given", 5, 0, "secret"), (arrived.Given, arrived.Field, arrived.Unnumbered, arrived.Hidden));
    }

    [Fact]
    public void A_record_without_ids_has_those_of_its_parameters() => Same(new Plain("a", 2));

    [Fact]
    public void A_base_class_has_ids_of_its_own()
    {
        var arrived = Assert.IsType<Circle>(_wire.Return<IShape>(new Circle { Name = "c", Radius = 2 }));

        Assert.Equal(("c", 2), (arrived.Name, arrived.Radius));
        Assert.Equal("s", Assert.IsType<Shape>(_wire.Return(new Shape { Name = "s" })).Name);
        Assert.IsType<Circle>(_wire.Return<Shape>(new Circle()));
    }

    [Fact]
    public void Objects_are_simple_values_or_registered_ones()
    {
        object?[] values =
            ["text", true, 1, 2L, 3.5, 'c', Guid.Empty, Moment, new byte[] { 1 }, new Leg("u", "d"), GrainId.Create("a", "b"), null];

        Same(values);
        var error = Assert.Throws<Orleans.Serialization.SerializerException>(() => _wire.Return<object>(new Unregistered()));
        Assert.Contains("GenerateSerializer", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_travel_says_why()
    {
        Refused(new Unregistered(), "give it [GenerateSerializer]");
        Refused(new Stack<int>(), "order");
        Refused<IReader>(new Reader(), "CreateObjectReference");
        var endless = new Endless();
        endless.Next = endless;
        Refused(endless, "cycle");
    }

    [Fact]
    public void A_reference_calls_through_the_process_that_read_it()
    {
        var id = GrainId.Create("news", "n");
        var arrived = _wire.Return(_wire.Here.References.Create<INewsGrain>(id));

        Assert.Equal(id, arrived.GetGrainId());
        Assert.Same(_wire.There, ((GrainReference)arrived).Node);
        Assert.Equal(id, _wire.Return<IAddressable>(arrived).GetGrainId());
        Assert.Null(_wire.Return<INewsGrain?>(null));
        Assert.Equal(new HashSet<INewsGrain> { arrived }, _wire.Return(new HashSet<INewsGrain> { arrived }));
    }

    private void Same<T>(T value) => Assert.Equal(value, _wire.Return(value));

    private void Alike<T>(T value) => Assert.Equivalent(value, _wire.Return(value), strict: true);

    private void Refused<T>(T value, string why) =>
        Assert.Contains(
            why, Assert.Throws<Orleans.Serialization.SerializerException>(() => _wire.Return(value)).Message, StringComparison.Ordinal);

    [GenerateSerializer]
    internal sealed class Odd(string given)
    {
        [Id(0)]
        public int Field;

        [Id(1)]
        public string Given { get; } = given;

        [Id(2)]
        internal string Hidden { get; private set; } = given.Length > 0 ? "secret" : "";

        public int Unnumbered { get; set; }
    }

    [GenerateSerializer]
    internal sealed record Plain(string A, int B);

    internal interface IShape;

    [GenerateSerializer, Alias("tests.wire.Shape")]
    internal class Shape : IShape
    {
        [Id(0)]
        public string Name { get; set; } = "none";
    }

    [GenerateSerializer, Alias("tests.wire.Circle")]
    internal sealed class Circle : Shape
    {
        [Id(0)]
        public int Radius { get; set; }
    }

    [GenerateSerializer]
    internal sealed class Endless
    {
        [Id(0)]
        public Endless? Next { get; set; }
    }

    internal sealed class Unregistered;

    private sealed class Reader : IReader
    {
        public Task Read(string news) => Task.CompletedTask;

        public Task<string> Ask(string question) => Task.FromResult(question);
    }
}
