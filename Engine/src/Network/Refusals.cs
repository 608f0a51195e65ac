using Microsoft.Extensions.Logging;
using Orleans.Runtime.Calls;
using Orleans.Runtime.Cluster;
using Orleans.Runtime.Wire;

namespace Orleans.Runtime.Network;

/// <summary>Reports messages that could not be sent or read: to the log, and to whoever waits for an answer.</summary>
internal sealed partial class Refusals(Node node, ILogger log)
{
    public void Full(SiloAddress peer, Message message, int queued) => node.Reject(message, new OrleansMessageRejectionException(
        $"{peer} receives messages more slowly than they are sent to it; {queued} are queued already."));

    /// <summary>The connection ended, and the message certainly never left this process.</summary>
    public void Unsent(SiloAddress peer, Message message) => node.Undeliverable(message, peer);

    /// <summary>The message cannot be written: it is too large, or contains a type that cannot be serialized.</summary>
    public void Unwritable(SiloAddress peer, Message message, Exception error)
    {
        LogUnwritable(error, message, peer);
        if (message.Kind is not MessageKind.Response)
            node.Reject(message, error);
        else if (message.Body is not ErrorResponse)
            node.Link.Send(message.Destination ?? peer, message.With(Unsendable(error)));
    }

    public void Unreadable(SiloAddress peer, UnreadableMessageException error)
    {
        LogUnreadable(error, peer);
        if (error.Header is { Kind: MessageKind.Response } response)
            node.Pending.Fail(response.Id, error);
        else
            error.Answer(node);
    }

    /// <summary>What came was no frame; the connection is closed.</summary>
    public void Broken(SiloAddress peer, Exception error) => LogBroken(peer, error.Message);

    private static ErrorResponse Unsendable(Exception error) =>
        new(new OrleansException($"The response cannot be sent: {error.Message}"));

    [LoggerMessage(Level = LogLevel.Error, Message = "{Message} could not be sent to {Peer}.")]
    private partial void LogUnwritable(Exception error, Message message, SiloAddress peer);

    [LoggerMessage(Level = LogLevel.Error, Message = "A message from {Peer} could not be read.")]
    private partial void LogUnreadable(Exception error, SiloAddress peer);

    [LoggerMessage(Level = LogLevel.Error, Message = "The connection with {Peer} is closed: {Why}")]
    private partial void LogBroken(SiloAddress peer, string why);
}
