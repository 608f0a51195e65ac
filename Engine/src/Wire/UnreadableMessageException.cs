using Orleans.Runtime.Calls;
using Orleans.Runtime.Cluster;
using Orleans.Serialization;

namespace Orleans.Runtime.Wire;

/// <summary>Received bytes are not a message, or one whose body cannot be read.</summary>
internal sealed class UnreadableMessageException(string message, Message? header, Exception cause) : SerializerException(message, cause)
{
    /// <summary>The message without its body; null if not even its header could be read, and so nothing that follows.</summary>
    public Message? Header => header;

    /// <summary>Tells the caller of a request, wherever it is.</summary>
    public void Answer(Node node)
    {
        if (header is not null)
            node.Reject(header, new SerializerException(Message));
    }
}
