using Orleans.Runtime.Calls;
using Orleans.Runtime.Wire;
using Orleans.Serialization;
using OrleansCalls.Engine.Tests.Calls;
using OrleansCalls.Engine.Tests.Reminders;
using OrleansCalls.Presence;

namespace OrleansCalls.Engine.Tests.Internals.Wire;

/// <summary>Hostile bytes.</summary>
public sealed class HostileTests : IDisposable
{
    private const long Plenty = 4_000_000;
    private readonly WirePair _wire = new();

    public void Dispose() => _wire.Dispose();

    [Fact]
    public void A_message_that_ends_too_early_is_unreadable()
    {
        foreach (var bytes in Samples())
        {
            for (var length = 0; length < bytes.Length; length++)
                Survives(bytes[..length]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_damaged_message_is_read_or_unreadable(int seed)
    {
        var random = new Random(seed);
        var samples = Samples();
        for (var round = 0; round < 5000; round++)
        {
            var bytes = samples[random.Next(samples.Length)].ToArray();
            for (var damage = random.Next(1, 6); damage > 0; damage--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            Survives(bytes);
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public void Noise_is_unreadable(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 5000; round++)
        {
            var bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            Survives(bytes);
        }
    }

    [Fact]
    public void A_length_beyond_the_message_costs_nothing()
    {
        byte[] huge = [0xff, 0xff, 0xff, 0xff, 0x7f];

        Survives(huge);
        Survives([4, 0, 0, 1, .. huge]);
        Survives([.. Enumerable.Repeat((byte)0xff, 100)]);
    }

    [Fact]
    public void Arguments_that_are_nested_too_deeply_are_unreadable()
    {
        var bytes = _wire.Write(_wire.Call<IEchoGrain>(grain => grain.Echo("hello")));

        Survives(bytes.Replaced("\"hello\"", new('[', 100_000)));
        Survives(bytes.Replaced("\"hello\"", string.Concat(Enumerable.Repeat("{\"a\":", 10_000))));
    }

    [Fact]
    public async Task A_type_that_is_not_registered_is_not_made()
    {
        var bytes = _wire.Write(_wire.Response(new ValueResponse<object>(Guid.Empty)));

        var error = await Assert.ThrowsAsync<SerializerException>(
            () => _wire.Complete<object>(bytes.Replaced("System.Guid", "System.IO.FileInfo")));
        Assert.Contains("System.IO.FileInfo", $"{error}", StringComparison.Ordinal);
        await Assert.ThrowsAsync<SerializerException>(
            () => _wire.Complete<object>(bytes.Replaced("System.Guid", "System.Uri\",\"System.Guid")));
    }

    [Fact]
    public void Who_waits_for_a_message_that_cannot_be_read_is_told()
    {
        var bytes = _wire.Write(_wire.Call<IEchoGrain>(grain => grain.Echo("hello")));

        var error = Assert.Throws<UnreadableMessageException>(() => _wire.Read(bytes.Replaced("IEchoGrain", "IGoneGrain")));

        Assert.Equal(MessageKind.Request, error.Header!.Kind);
        error.Answer(_wire.There);
        var refused = Assert.IsType<ErrorResponse>(_wire.Sent.Body).Error;
        Assert.Contains("IGoneGrain", Assert.IsType<SerializerException>(refused).Message, StringComparison.Ordinal);
        Assert.Equal(refused.Message, _wire.Throw(refused).Message);
    }

    [Fact]
    public void A_header_that_cannot_be_read_is_no_message() =>
        Assert.Null(Assert.Throws<UnreadableMessageException>(() => _wire.Read([1, 0])).Header);

    private byte[][] Samples() =>
        [
            _wire.Write(_wire.Call<IEchoGrain>(grain => grain.Echo("hello"))),
            _wire.Write(_wire.Call<IRemindedGrain>(grain => grain.Register("r", TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)))),
            _wire.Write(_wire.Call<IUserPresenceGrain>(grain => grain.Reserve(new("c", "u:1", ["u:2", "u:3"])))),
            _wire.Write(_wire.Call<IManagementGrain>(grain => grain.GetSimpleGrainStatistics([_wire.There.Address]))),
            _wire.Write(_wire.Response(new ValueResponse<UserEvent>(new MissedChanged("u", 3)))),
            _wire.Write(_wire.Response(new ErrorResponse(new BusyException("busy", "u:1")))),
            _wire.Write(new() { Kind = MessageKind.Forwarded, Id = 3, Sender = _wire.Here.Address, Body = _wire.There.Address }),
        ];

    private void Survives(byte[] bytes)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            if (_wire.Read(bytes).Body is Response response)
                response.Complete(new PendingCall<UserEvent>());
        }
        catch (UnreadableMessageException)
        {
            // As it should.
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Plenty);
    }
}
