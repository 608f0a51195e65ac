namespace Orleans.Runtime.Wire;

/// <summary>The body of a message that is only relayed.</summary>
internal sealed class RawBody(byte[] bytes)
{
    public ReadOnlySpan<byte> Bytes => bytes;
}
