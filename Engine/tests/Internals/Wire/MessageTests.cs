using System.Diagnostics;
using Orleans.Runtime.Calls;
using Orleans.Runtime.Reminders;
using Orleans.Runtime.Wire;
using Orleans.Serialization;
using OrleansCalls.Engine.Tests.Calls;
using OrleansCalls.Engine.Tests.Observers;

namespace OrleansCalls.Engine.Tests.Internals.Wire;

public sealed class MessageTests : IDisposable
{
    private static readonly SiloAddress Third = SiloAddress.New(System.Net.IPAddress.Loopback, 3, 3);
    private readonly WirePair _wire = new();

    public void Dispose() => _wire.Dispose();

    [Fact]
    public void A_call_arrives_with_its_arguments()
    {
        Assert.Equal(["hello"], _wire.Arguments<IEchoGrain>(grain => grain.Echo("hello")));
        Assert.Equal([5], _wire.Arguments<IEchoGrain>(grain => grain.EchoSoon(5)));
        Assert.Empty(_wire.Arguments<IEchoGrain>(grain => grain.Nothing()));
        var status = new TickStatus(DateTime.UnixEpoch, default, default);
        Assert.Equal(["n", status], _wire.Arguments<IRemindable>(grain => grain.ReceiveReminder("n", status)));
        var row = new ReminderEntry
        {
            GrainId = GrainId.Create("a", "b"),
            ReminderName = "n",
            StartAt = DateTime.UnixEpoch,
            Period = TimeSpan.FromSeconds(1),
            ETag = "1",
        };
        Assert.Equivalent(row, Assert.Single(_wire.Arguments<IReminderOwner>(owner => owner.Written(row))), strict: true);
        var silo = Assert.Single(_wire.Arguments<IManagementGrain>(grain => grain.GetSimpleGrainStatistics([Third])));
        Assert.Equal([Third], Assert.IsType<SiloAddress[]>(silo));
    }

    [Fact]
    public void Headers_arrive()
    {
        var trace = new ActivityContext(
            ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded, "vendor=1");
        var call = _wire.Call<IReader>(reader => reader.Read("news"));
        var sent = new Message
        {
            Kind = call.Kind,
            Id = long.MaxValue,
            Sender = Third,
            Source = GrainId.Create("from", "1"),
            Target = call.Target,
            Body = call.Body,
            Trace = trace,
            Deadline = long.MaxValue,
            Forwards = 2,
            Destination = _wire.There.Address,
        };

        var arrived = _wire.Carry(sent);

        Assert.Equal(
            (MessageKind.OneWay, long.MaxValue, Third, _wire.There.Address),
            (arrived.Kind, arrived.Id, arrived.Sender, arrived.Destination));
        Assert.Equal((sent.Source, sent.Target), (arrived.Source, arrived.Target));
        Assert.Equal(long.MaxValue, arrived.Deadline);
        Assert.Equal(2, arrived.Forwards);
        var arrivedTrace = arrived.Trace;
        Assert.Equal(
            (trace.TraceId, trace.SpanId, trace.TraceFlags, trace.TraceState, true),
            (arrivedTrace.TraceId, arrivedTrace.SpanId, arrivedTrace.TraceFlags, arrivedTrace.TraceState, arrivedTrace.IsRemote));
    }

    [Fact]
    public void Who_sends_a_message_of_its_own_need_not_say_so()
    {
        var call = _wire.Call<IEchoGrain>(grain => grain.Nothing());

        Assert.Equal(_wire.Here.Address, _wire.Carry(call).Sender);
        Assert.Equal(default, _wire.Carry(call).Trace);
        Assert.Equal(Third, _wire.Reader.Read(new(_wire.Write(call)), Third).Sender);
    }

    [Fact]
    public void What_is_left_of_the_time_is_the_same_by_another_clock()
    {
        using var wire = new WirePair(new OtherClock());
        var call = wire.Call<IEchoGrain>(grain => grain.Nothing());
        var arrived = wire.Carry(call);

        var left = TimeProvider.System.GetElapsedTime(TimeProvider.System.GetTimestamp(), arrived.Deadline);
        Assert.InRange(left, wire.Options.ResponseTimeout - TimeSpan.FromSeconds(5), wire.Options.ResponseTimeout);

        call.Deadline = 0;
        Assert.True(wire.Carry(call).Deadline <= TimeProvider.System.GetTimestamp());
    }

    [Fact]
    public void A_message_for_somebody_else_passes_through_unread()
    {
        var call = _wire.Call<IEchoGrain>(grain => grain.Echo("hello"));
        var passing = _wire.Carry(new()
        {
            Kind = call.Kind,
            Id = call.Id,
            Sender = call.Sender,
            Source = call.Source,
            Target = call.Target,
            Body = call.Body,
            Deadline = call.Deadline,
            Destination = Third,
        });

        Assert.IsType<RawBody>(passing.Body);
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        _wire.Reader.Write(passing, output);
        var arrived = _wire.Writer.Read(new(output.WrittenMemory), _wire.There.Address);
        Assert.Equal((_wire.Here.Address, Third), (arrived.Sender, arrived.Destination));

        // Its receiver.
        using var last = new WirePair();
        Assert.Equal(_wire.Write(call)[^10..], output.WrittenSpan[^10..]);
    }

    [Fact]
    public void Notices_of_forwarding_arrive()
    {
        Assert.Equal(Third, _wire.Carry(new() { Kind = MessageKind.Forwarded, Id = 3, Sender = _wire.Here.Address, Body = Third }).Body);
    }

    [Fact]
    public async Task A_response_is_what_its_caller_waits_for()
    {
        Assert.Equal("value", await _wire.Complete<string>(new ValueResponse<string>("value")));
        await _wire.Complete<Nothing>(new ValueResponse<Nothing>(default));
        var error = await Assert.ThrowsAsync<SerializerException>(() => _wire.Complete<int>(new ValueResponse<string>("text")));
        Assert.Contains("cannot be read", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_in_pieces_is_read_like_a_whole_one()
    {
        var bytes = _wire.Write(_wire.Call<IEchoGrain>(grain => grain.Echo("hello")));

        var arrived = _wire.Reader.Read(Pieces.Of(bytes, 7), _wire.Here.Address);

        Assert.Equal("hello", arrived.Request.GetType().GetField("Arg0")!.GetValue(arrived.Request));
        var caller = new PendingCall<string>();
        var response = _wire.Write(_wire.Response(new ValueResponse<string>("answer")));
        ((Response)_wire.Reader.Read(Pieces.Of(response, 5), _wire.Here.Address).Body!).Complete(caller);
        Assert.Equal("answer", await caller.Task);
    }

    [Fact]
    public void A_message_that_is_too_large_says_what_to_raise()
    {
        using var wire = new WirePair(limit: 1000);

        wire.Write(wire.Call<IEchoGrain>(grain => grain.Echo(new('x', 900))));
        foreach (var length in (int[])[1000, 5000, 1_000_000])
        {
            var error = Assert.Throws<SerializerException>(() => wire.Write(wire.Call<IEchoGrain>(grain => grain.Echo(new('x', length)))));
            Assert.Contains("MaxMessageBodySize", error.Message, StringComparison.Ordinal);
        }
    }

    private sealed class OtherClock : TimeProvider
    {
        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => System.GetTimestamp() / (System.TimestampFrequency / 1000) + 123_456_789;
    }
}
