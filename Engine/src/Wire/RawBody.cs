namespace Orleans.Runtime.Wire;

/// <summary>The body of a message that only passes through: nobody here reads it.</summary>
internal sealed class RawBody(byte[] bytes)
{
    public ReadOnlySpan<byte> Bytes => bytes;
}
