using System.Text.Json;
using Orleans.Runtime.Wire;

namespace Orleans.Runtime.Calls;

/// <summary>The outcome of a request.</summary>
internal abstract class Response
{
    public abstract bool Complete(IPendingCall caller);

    /// <summary>Writes the value or error for another process.</summary>
    public abstract void Write(Utf8JsonWriter json);
}

/// <summary>The request returned a value.</summary>
internal sealed class ValueResponse<T>(T value) : Response
{
    public T Value { get; } = value;

    public override bool Complete(IPendingCall caller) => ((PendingCall<T>)caller).TrySetResult(Value);

    public override void Write(Utf8JsonWriter json)
    {
        if (typeof(T) != typeof(Nothing))
            WireValue.Write(json, Value);
    }
}

/// <summary>The request threw or was rejected.</summary>
internal sealed class ErrorResponse(Exception error) : Response
{
    public Exception Error { get; } = error;

    public override bool Complete(IPendingCall caller) => caller.TryFail(Error);

    public override void Write(Utf8JsonWriter json) => WireValue.Write(json, Error);
}
