using Orleans.Runtime.Calls;
using Orleans.Runtime.Cluster;
using Orleans.Runtime.Wire;

namespace Orleans.Runtime.Network;

/// <summary>Tells whoever waits that a message could not be written or read.</summary>
internal static class Refusals
{
    public static void Unwritable(Node node, SiloAddress peer, Message message, Exception error)
    {
        if (message.Kind is not MessageKind.Response)
            node.Reject(message, error);
        else if (message.Body is not ErrorResponse)
            node.Link.Send(message.Destination ?? peer, message.With(new ErrorResponse(new OrleansException($"The response cannot be sent: {error.Message}"))));
    }

    public static void Unreadable(Node node, UnreadableMessageException error)
    {
        if (error.Header is { Kind: MessageKind.Response } response)
            node.Pending.Fail(response.Id, error);
        else
            error.Answer(node);
    }
}
