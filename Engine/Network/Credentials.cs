using System.Security.Cryptography;
using System.Text;

namespace Orleans.Runtime.Network;

/// <summary>What makes a process a member of the cluster: its name and the secret that its processes share.</summary>
internal sealed class Credentials(string clusterId, string secret)
{
    private readonly byte[] _key = Encoding.UTF8.GetBytes(secret);

    public string ClusterId => clusterId;

    /// <summary>Shows that its maker knows the secret, in this handshake and in this role only.</summary>
    public byte[] Prove(bool dialer, SiloAddress dialing, SiloAddress accepting, byte[] dialersNonce, byte[] acceptersNonce)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        foreach (var part in (string[])[dialer ? "dialer" : "accepter", clusterId, dialing.ToParsableString(), accepting.ToParsableString()])
        {
            hash.AppendData(Encoding.UTF8.GetBytes(part));
            hash.AppendData([0]);
        }

        hash.AppendData(dialersNonce);
        hash.AppendData(acceptersNonce);
        return hash.GetHashAndReset();
    }

    public static byte[] NewNonce() => RandomNumberGenerator.GetBytes(32);

    public static bool Same(byte[]? proof, byte[] expected) => proof is not null && CryptographicOperations.FixedTimeEquals(proof, expected);
}
