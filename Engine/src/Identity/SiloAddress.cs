using System.Globalization;
using System.Net;
using System.Text;

namespace Orleans.Runtime;

/// <summary>Identifies a run of a silo: where it listens, and its generation. Written <c>S127.0.0.1:11111:1234</c>.</summary>
public sealed class SiloAddress : IEquatable<SiloAddress>, IComparable<SiloAddress>
{
    private static readonly DateTime Epoch = new(2022, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private readonly byte[] _utf8;
    private readonly uint _hash;

    private SiloAddress(IPEndPoint endpoint, int generation)
    {
        Endpoint = endpoint;
        Generation = generation;
        _utf8 = Encoding.UTF8.GetBytes(ToParsableString());
        _hash = StableHash.ComputeHash(_utf8);
    }

    public IPEndPoint Endpoint { get; }

    /// <summary>Grows with every start; negative for a client.</summary>
    public int Generation { get; }

    /// <summary>Whether this is a client, which owns no grains.</summary>
    public bool IsClient => Generation < 0;

    /// <summary><see cref="ToParsableString"/> as UTF-8.</summary>
    internal ReadOnlySpan<byte> Utf8 => _utf8;

    /// <summary>Nobody's address.</summary>
    public static SiloAddress Zero { get; } = New(IPAddress.Any, 0, 0);

    public static SiloAddress New(IPEndPoint ep, int gen) => new(ep, gen);

    public static SiloAddress New(IPAddress address, int port, int generation) => new(new IPEndPoint(address, port), generation);

    /// <summary>A generation later than those of earlier starts: the seconds since 2022.</summary>
    public static int AllocateNewGeneration() => (int)(TimeProvider.System.GetUtcNow().UtcDateTime - Epoch).TotalSeconds;

    /// <summary>Reads what <see cref="ToParsableString"/> wrote.</summary>
    /// <exception cref="FormatException">It is not an address.</exception>
    public static SiloAddress FromParsableString(string addr)
    {
        var at = addr.LastIndexOf('@');
        return at > 0 && IPEndPoint.TryParse(addr[..at], out var endpoint)
            && int.TryParse(addr.AsSpan(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var generation)
            ? New(endpoint, generation)
            : throw new FormatException($"\"{addr}\" is not the address of a silo.");
    }

    /// <summary>For <see cref="FromParsableString"/>.</summary>
    public string ToParsableString() => string.Create(CultureInfo.InvariantCulture, $"{Endpoint}@{Generation}");

    /// <summary>A hash that is the same in every process.</summary>
    public int GetConsistentHashCode() => (int)_hash;

    public bool Equals(SiloAddress? other) =>
        other is not null && (ReferenceEquals(this, other) || (Generation == other.Generation && Endpoint.Equals(other.Endpoint)));

    public override bool Equals(object? obj) => Equals(obj as SiloAddress);

    public override int GetHashCode() => (int)_hash;

    public int CompareTo(SiloAddress? other) =>
        other is null ? 1
        : Generation != other.Generation ? Generation.CompareTo(other.Generation)
        : string.CompareOrdinal(ToParsableString(), other.ToParsableString());

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(IsClient ? 'C' : 'S')}{Endpoint}:{Generation}");
}
