using Orleans.Runtime;

namespace Orleans.Serialization;

/// <summary>A value cannot be written for another process, or what another process wrote cannot be read.</summary>
[GenerateSerializer]
public class SerializerException : Exception
{
    /// <summary>No particulars.</summary>
    public SerializerException()
    {
    }

    /// <summary>With a message.</summary>
    public SerializerException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and a cause.</summary>
    public SerializerException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
