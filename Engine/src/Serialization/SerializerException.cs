using Orleans.Runtime;

namespace Orleans.Serialization;

/// <summary>A value cannot be serialized, or what another process sent cannot be deserialized.</summary>
[GenerateSerializer]
public class SerializerException : Exception
{
    public SerializerException()
    {
    }

    public SerializerException(string message)
        : base(message)
    {
    }

    public SerializerException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
