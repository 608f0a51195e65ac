using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;

namespace OrleansCalls.Bare;

/// <summary>The hub, with the names of the product's.</summary>
internal sealed class BareHub : Hub
{
    private static readonly ConcurrentDictionary<string, Call> Calls = new();
    private static readonly ConcurrentDictionary<string, string> Busy = new();

    private string Me => Context.UserIdentifier!;

    public override Task OnConnectedAsync() => Clients.Caller.SendAsync("Snapshot", new { });

    public async Task<object> Initiate(Invitation request)
    {
        var call = new Call(request.CallId, Me, request.CalleeId);
        Reserve(call.Caller, call.CallId);
        Reserve(call.Callee, call.CallId);
        Calls[call.CallId] = call;
        await Clients.User(call.Callee).SendAsync("CallInitiated", new { call.CallId, InitiatorId = Me, request.Media });
        return new { call.CallId };
    }

    public Task Answer(string callId) => Clients.User(Find(callId).Caller).SendAsync("CallAnswered", new { callId });

    public Task Signal(Signal signal) => Clients.User(Find(signal.CallId).Other(Me)).SendAsync("SignalReceived", signal);

    public void Connected(string callId) => Find(callId);

    public async Task HangUp(string callId)
    {
        var call = Find(callId);
        Calls.TryRemove(callId, out _);
        Busy.TryRemove(call.Caller, out _);
        Busy.TryRemove(call.Callee, out _);
        await Clients.User(call.Other(Me)).SendAsync("CallEnded", new { callId });
    }

    public void Heartbeat()
    {
    }

    private static void Reserve(string person, string callId)
    {
        if (!Busy.TryAdd(person, callId))
            throw new HubException("busy");
    }

    private Call Find(string callId) => Calls.TryGetValue(callId, out var call) && (call.Caller == Me || call.Callee == Me)
        ? call
        : throw new HubException("not_found");
}

internal sealed record Invitation(string CalleeId, string Media, string CallId);

internal sealed record Signal(string CallId, string Type, string Payload, int Generation);

internal sealed record Call(string CallId, string Caller, string Callee)
{
    public string Other(string one) => one == Caller ? Callee : Caller;
}
