namespace OrleansCalls.Engine.Tests.Identity;

/// <summary>What one engine stores the other must find: hashes and spellings are part of the format.</summary>
public sealed class GrainIdTests
{
    [Theory]
    [InlineData("call", "c:1")]
    [InlineData("userpresence", "u:alice")]
    [InlineData("a", "a key that is longer than sixteen bytes, to go through all of the hash")]
    [InlineData("grüße", "Ω")]
    public void A_grain_id_reads_as_it_is_written(string type, string key)
    {
        var id = GrainId.Create(type, key);

        Assert.Equal($"{type}/{key}", id.ToString());
        Assert.Equal(id, GrainId.Parse(id.ToString()));
        Assert.Equal(key, id.Key.ToString());
        Assert.Equal(type, id.Type.ToString());
    }

    [Theory]
    [InlineData("call", "c:1", 3375167130u)]
    [InlineData("userpresence", "u:alice", 3669856546u)]
    [InlineData("a", "a key that is longer than sixteen bytes, to go through all of the hash", 1953841404u)]
    [InlineData("grüße", "Ω", 147454187u)]
    public void The_hash_of_a_grain_is_the_same_everywhere(string type, string key, uint hash) =>
        Assert.Equal(hash, GrainId.Create(type, key).GetUniformHashCode());

    [Fact]
    public void A_silo_address_reads_as_it_is_written()
    {
        var address = SiloAddress.New(System.Net.IPAddress.Loopback, 11111, 42);

        Assert.Equal(address, SiloAddress.FromParsableString(address.ToParsableString()));
        Assert.Equal("S127.0.0.1:11111:42", address.ToString());
        Assert.NotEqual(address, SiloAddress.New(System.Net.IPAddress.Loopback, 11111, 43));
    }
}
