using System.Buffers;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using OrleansCalls.Calls;
using OrleansCalls.Start;

namespace OrleansCalls.Realtime;

/// <summary>Reads and writes what a call's sockets will carry, and gives the command of nobody.</summary>
public sealed class HubRehearsal(IHubProtocol protocol, CallGateway calls, IClusterClock clock) : IRehearsal, IInvocationBinder
{
    private static readonly byte[][] Frames =
    [
        """{"type":1,"invocationId":"1","target":"Initiate","arguments":[{"calleeId":"x","media":"audio","callId":"x"}]}"""u8.ToArray(),
        """{"type":1,"target":"Signal","arguments":[{"callId":"x","type":"offer","payload":""}]}"""u8.ToArray(),
        """{"type":1,"invocationId":"2","target":"Answer","arguments":["x"]}"""u8.ToArray(),
    ];

    public async Task Run()
    {
        var (caller, callee) = (new Leg("rehearsal", "a"), new Leg("rehearsal-2", "b"));
        var call = RehearsedCall.Ended(caller, callee, clock.Now);
        var frame = new ArrayBufferWriter<byte>();
        foreach (var next in new[] { OutgoingEvent.Of(call, CallChange.Initiated), OutgoingEvent.Of(0) })
            protocol.WriteMessage(new InvocationMessage(next.Method, [next.Argument]), frame);
        protocol.WriteMessage(CompletionMessage.WithResult("1", call), frame);
        foreach (var sent in Frames)
        {
            var input = new ReadOnlySequence<byte>([.. sent, 0x1e]);
            _ = protocol.TryParseMessage(ref input, this, out _);
        }

        await calls.Get(caller.UserId, call.CallId);
        await calls.Execute(call.CallId, new HangUp(caller));
        await calls.Signal(caller, new SignalRequest(call.CallId, null, SignalType.Offer, "", null, null));
    }

    public Type GetReturnType(string invocationId) => typeof(object);

    public IReadOnlyList<Type> GetParameterTypes(string methodName) => methodName switch
    {
        nameof(CallsHub.Initiate) => [typeof(InitiateRequest)],
        nameof(CallsHub.Signal) => [typeof(SignalRequest)],
        _ => [typeof(string)],
    };

    public Type GetStreamItemType(string streamId) => typeof(object);
}
