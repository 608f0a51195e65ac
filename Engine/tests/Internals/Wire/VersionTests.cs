using System.Buffers;
using Orleans.Runtime.Calls;
using Orleans.Runtime.Wire;
using OrleansCalls.Engine.Tests.Calls;

namespace OrleansCalls.Engine.Tests.Internals.Wire;

/// <summary>Neighbouring versions understand each other.</summary>
public sealed class VersionTests : IDisposable
{
    private readonly WirePair _wire = new();

    public void Dispose() => _wire.Dispose();

    [Fact]
    public void Headers_of_a_newer_version_are_skipped()
    {
        var message = new WireReader(_wire.Write(_wire.Call<IEchoGrain>(grain => grain.Echo("hello"))));
        var header = message.Block();

        // A flag not known yet, and its fields at the end of the block.
        var block = new WireWriter();
        block.Byte(header.Byte());
        block.Varint(header.Varint() | (1u << 31));
        header.Rest.CopyTo(block.Fixed(header.Rest.Length));
        block.Text("of a newer version");
        var output = new ArrayBufferWriter<byte>();
        block.Flush(output);
        byte[] newer = [.. output.WrittenSpan, .. message.Rest];

        Assert.Equal("hello", Argument(_wire.Read(newer)));
    }

    [Theory]
    [InlineData("[\"hello\",{\"of\":[1,2]},3]", "hello")]
    [InlineData("[]", null)]
    [InlineData("[null]", null)]
    public void Arguments_more_or_fewer_than_the_method_has_are_tolerated(string arguments, string? expected)
    {
        var bytes = _wire.Write(_wire.Call<IEchoGrain>(grain => grain.Echo("hello")));

        Assert.Equal(expected, Argument(_wire.Read(bytes.Replaced("[\"hello\"]", arguments))));
    }

    [Fact]
    public async Task Members_that_one_side_does_not_know_are_skipped_or_have_their_default()
    {
        var old = await _wire.Complete<Old>(new ValueResponse<New>(new() { Text = "t", Count = 3, More = [new() { Text = "inner" }] }));
        var young = await _wire.Complete<New>(new ValueResponse<Old>(new() { Text = "t" }));

        Assert.Equal("t", old.Text);
        Assert.Equal(("t", 7, 0), (young.Text, young.Count, young.More.Count));
    }

    [Fact]
    public async Task A_state_that_one_side_does_not_know_keeps_its_number() =>
        Assert.Equal(77, (int)await _wire.Complete<DayOfWeek>(new ValueResponse<DayOfWeek>((DayOfWeek)77)));

    [Fact]
    public void A_kind_of_message_that_is_not_known_is_told_apart_from_noise()
    {
        var bytes = _wire.Write(_wire.Call<IEchoGrain>(grain => grain.Nothing()));
        bytes[1] = 200;

        Assert.NotNull(Assert.Throws<UnreadableMessageException>(() => _wire.Read(bytes)).Header);
    }

    private static object? Argument(Message message) => message.Request.GetType().GetField("Arg0")!.GetValue(message.Request);

    [GenerateSerializer]
    internal sealed class Old
    {
        [Id(0)]
        public string Text { get; set; } = "";
    }

    [GenerateSerializer]
    internal sealed class New
    {
        [Id(1)]
        public int Count { get; set; } = 7;

        [Id(0)]
        public required string Text { get; set; }

        [Id(2)]
        public List<Old> More { get; set; } = [];
    }
}
