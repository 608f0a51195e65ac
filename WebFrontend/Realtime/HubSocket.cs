using System.Buffers;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace OrleansCalls.Realtime;

/// <summary>Writes events to one connection of the hub, several in one frame.</summary>
public sealed class HubSocket(HubConnectionContext connection)
{
    /// <summary>Sends events in order. Done when the transport has taken them.</summary>
    public async Task Send(IReadOnlyList<OutgoingEvent> events)
    {
        var frame = new ArrayBufferWriter<byte>(1024);
        foreach (var next in events)
            connection.Protocol.WriteMessage(new InvocationMessage(next.Method, [next.Argument]), frame);
        await connection.WriteAsync(new SerializedHubMessage([new SerializedMessage(connection.Protocol.Name, frame.WrittenMemory)]));
    }

    /// <summary>Gives every connection of the hub its socket, which hubs are otherwise not handed.</summary>
    internal sealed class Lifetime(ILogger<DefaultHubLifetimeManager<CallsHub>> logger) : DefaultHubLifetimeManager<CallsHub>(logger)
    {
        public override Task OnConnectedAsync(HubConnectionContext connection)
        {
            connection.Features.Set(new HubSocket(connection));
            return base.OnConnectedAsync(connection);
        }
    }
}
