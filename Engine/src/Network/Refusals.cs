using Microsoft.Extensions.Logging;
using Orleans.Runtime.Calls;
using Orleans.Runtime.Cluster;
using Orleans.Runtime.Wire;

namespace Orleans.Runtime.Network;

/// <summary>Tells the log, and whoever waits, that a message could not be written or read.</summary>
internal sealed partial class Refusals(Node node, ILogger log)
{
    public void Unwritable(SiloAddress peer, Message message, Exception error)
    {
        LogUnwritable(error, message, peer);
        if (message.Kind is not MessageKind.Response)
            node.Reject(message, error);
        else if (message.Body is not ErrorResponse)
            node.Link.Send(message.Destination ?? peer, message.With(new ErrorResponse(new OrleansException($"The response cannot be sent: {error.Message}"))));
    }

    public void Unreadable(SiloAddress peer, UnreadableMessageException error)
    {
        LogUnreadable(error, peer);
        if (error.Header is { Kind: MessageKind.Response } response)
            node.Pending.Fail(response.Id, error);
        else
            error.Answer(node);
    }

    public void Broken(SiloAddress peer, Exception error) => LogBroken(peer, error.Message);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Message} could not be sent to {Peer}.")]
    private partial void LogUnwritable(Exception error, Message message, SiloAddress peer);

    [LoggerMessage(Level = LogLevel.Error, Message = "A message from {Peer} could not be read.")]
    private partial void LogUnreadable(Exception error, SiloAddress peer);

    [LoggerMessage(Level = LogLevel.Error, Message = "The connection with {Peer} is closed: {Why}")]
    private partial void LogBroken(SiloAddress peer, string why);
}
