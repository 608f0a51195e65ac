using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using OrleansCalls.Http;

namespace OrleansCalls.Realtime;

/// <summary>
/// SignalR's JSON protocol, except that a refusal is written as an error and unreadable arguments are refused in our own words.
/// </summary>
public sealed class CallsProtocol(JsonHubProtocol json) : IHubProtocol
{
    public string Name => json.Name;

    public int Version => json.Version;

    public TransferFormat TransferFormat => json.TransferFormat;

    public bool IsVersionSupported(int version) => json.IsVersionSupported(version);

    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => json.GetMessageBytes(Spell(message));

    public void WriteMessage(HubMessage message, IBufferWriter<byte> output) => json.WriteMessage(Spell(message), output);

    public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, [NotNullWhen(true)] out HubMessage? message)
    {
        try
        {
            if (!json.TryParseMessage(ref input, binder, out message))
                return false;
        }
        catch (Exception malformed) when (malformed is InvalidDataException or JsonException)
        {
            // Any exception ends the connection, as it should; only this one is not logged by SignalR as an error of ours.
            throw new OperationCanceledException("A message is no JSON, or none of SignalR's.", malformed);
        }

        if (message is InvocationBindingFailureMessage failure)
            message = new InvocationBindingFailureMessage(
                failure.InvocationId, failure.Target, ExceptionDispatchInfo.Capture(Explain(failure)));
        return true;
    }

    private static HubMessage Spell(HubMessage message) => message is CompletionMessage { Result: HubRefusal refusal } completion
        ? CompletionMessage.WithError(completion.InvocationId!, refusal.Error)
        : message;

    private static HubException Explain(InvocationBindingFailureMessage failure)
    {
        var cause = failure.BindingFailure.SourceException;
        return HubRefusal.Exception((cause as JsonException ?? cause.InnerException as JsonException) is { } malformed
            ? JsonTrouble.Explain(malformed)
            : new Refusal(RefusalCodes.Invalid, "there is no such method, or it takes other arguments."));
    }
}
