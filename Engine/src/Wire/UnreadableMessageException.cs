using Orleans.Runtime.Calls;
using Orleans.Runtime.Cluster;
using Orleans.Serialization;

namespace Orleans.Runtime.Wire;

/// <summary>Bytes that came from another process are no message, or one whose body cannot be read here.</summary>
internal sealed class UnreadableMessageException(string message, Message? header, Exception cause) : SerializerException(message, cause)
{
    /// <summary>The message without its body; null when not even its header could be read, so that nothing more from that peer makes sense.</summary>
    public Message? Header => header;

    /// <summary>Tells whoever waits: the caller of a request, wherever it is, or of the response.</summary>
    public void Answer(Node node)
    {
        if (header is not null)
            node.Reject(header, new SerializerException(Message));
    }
}
