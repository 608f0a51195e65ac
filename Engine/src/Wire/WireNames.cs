using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Orleans.Runtime.Wire;

/// <summary>
/// Names that occur again and again, by their bytes, so that reading a known one allocates nothing. Their number is limited; others are
/// read each time.
/// </summary>
internal static class WireNames
{
    private const int Room = 4096;
    private static readonly Names<SiloAddress> Addresses =
        new(static bytes => SiloAddress.FromParsableString(Encoding.UTF8.GetString(bytes)));
    private static readonly Names<GrainType> Types = new(static bytes => new(new IdSpan(bytes)));

    public static SiloAddress Address(ReadOnlySpan<byte> bytes) => Addresses.Get(bytes);

    public static GrainType Type(ReadOnlySpan<byte> bytes) => bytes.IsEmpty ? default : Types.Get(bytes);

    private sealed class Names<T>(Func<byte[], T> read)
    {
        private readonly ConcurrentDictionary<byte[], T> _known = new(ByteComparer.Instance);
        private int _count;

        public T Get(ReadOnlySpan<byte> bytes)
        {
            if (_known.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(bytes, out var known))
                return known;

            var name = bytes.ToArray();
            var value = read(name);
            if (name.Length <= 256 && Volatile.Read(ref _count) < Room && _known.TryAdd(name, value))
                Interlocked.Increment(ref _count);
            return value;
        }
    }
}

/// <summary>Compares bytes.</summary>
internal sealed class ByteComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
{
    public static readonly ByteComparer Instance = new();

    public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

    public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());

    public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();

    public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

    public int GetHashCode(ReadOnlySpan<byte> alternate)
    {
        // Seeded per process, so that a sender cannot choose names that collide.
        var hash = default(HashCode);
        hash.AddBytes(alternate);
        return hash.ToHashCode();
    }
}
