using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Orleans.Runtime.Network;

/// <summary>What makes a process a member of the cluster: the cluster's id, and the secret that its processes share.</summary>
internal sealed class Credentials(string clusterId, string secret)
{
    private readonly byte[] _key = Encoding.UTF8.GetBytes(secret);

    /// <summary>Proves knowledge of the secret, for this handshake and this role only.</summary>
    public byte[] Prove(string role, Meeting meeting)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        if (meeting.Version < Protocol.Addressed)
        {
            foreach (var part in (string[])[role, clusterId, meeting.Dialing, meeting.Accepting])
            {
                hash.AppendData(Encoding.UTF8.GetBytes(part));
                hash.AppendData([0]);
            }

            hash.AppendData(meeting.DialersNonce);
            hash.AppendData(meeting.AcceptersNonce);
            return hash.GetHashAndReset();
        }

        Append(hash, [(byte)meeting.Version]);
        foreach (var part in (string[])[role, clusterId, meeting.Dialing, meeting.Meant, meeting.Accepting])
            Append(hash, Encoding.UTF8.GetBytes(part));
        Append(hash, meeting.DialersNonce);
        Append(hash, meeting.AcceptersNonce);
        return hash.GetHashAndReset();
    }

    public static byte[] NewNonce() => RandomNumberGenerator.GetBytes(32);

    public static bool Same(byte[]? proof, byte[] expected) =>
        proof is not null && CryptographicOperations.FixedTimeEquals(proof, expected);

    // With its length, so that no two handshakes give the same bytes.
    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> part)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, part.Length);
        hash.AppendData(length);
        hash.AppendData(part);
    }
}

/// <summary>What both ends of a handshake know in the end, and what their proofs are about.</summary>
internal sealed record Meeting(int Version, string Dialing, byte[] DialersNonce)
{
    /// <summary>Whom the dialing process wants to reach: a silo, or the address of a gateway if it does not know whose that is.</summary>
    public string Meant { get; init; } = "";

    /// <summary>Who has accepted.</summary>
    public string Accepting { get; init; } = "";

    public byte[] AcceptersNonce { get; init; } = [];
}
