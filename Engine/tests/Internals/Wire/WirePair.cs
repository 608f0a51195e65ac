using System.Buffers;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Runtime.Calls;
using Orleans.Runtime.Cluster;
using Orleans.Runtime.Wire;

namespace OrleansCalls.Engine.Tests.Internals.Wire;

/// <summary>Two processes and the bytes between them.</summary>
internal sealed class WirePair : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddLogging().BuildServiceProvider();
    private readonly LoneLink _outbox = new(SiloAddress.New(IPAddress.Loopback, 1, 1));

    public WirePair(TimeProvider? time = null, int limit = 100_000)
    {
        Options = new() { MaxMessageBodySize = limit };
        Here = Node(1, time ?? TimeProvider.System);
        There = Node(2, TimeProvider.System);
        Writer = new(Here, Options);
        Reader = new(There, Options);
        Here.Connect(_outbox);
        There.Connect(_outbox);
    }

    public ClientMessagingOptions Options { get; }

    public Node Here { get; }

    public Node There { get; }

    public MessageCodec Writer { get; }

    public MessageCodec Reader { get; }

    /// <summary>The last message sent.</summary>
    public Message Sent => _outbox.Sent!;

    /// <summary>The message that a call sends.</summary>
    public Message Call<T>(Func<T, object> call)
    {
        // The task is never completed: nobody answers.
        _ = call(Here.References.Create<T>(GrainId.Create("any", "key")));
        return Sent;
    }

    public byte[] Write(Message message)
    {
        var output = new ArrayBufferWriter<byte>();
        Writer.Write(message, output);
        return output.WrittenSpan.ToArray();
    }

    public Message Read(byte[] bytes) => Reader.Read(new(bytes), Here.Address);

    public Message Carry(Message message) => Read(Write(message));

    /// <summary>The arguments of a call as they arrive.</summary>
    public object?[] Arguments<T>(Func<T, object> call)
    {
        var request = Carry(Call(call)).Request;
        return [.. request.GetType().GetFields()
            .Where(field => field.Name.StartsWith("Arg", StringComparison.Ordinal))
            .Select(field => field.GetValue(request))];
    }

    /// <summary>A value as it arrives from a call.</summary>
    public T Return<T>(T value) => Complete<T>(new ValueResponse<T>(value)).GetAwaiter().GetResult();

    public Exception Throw(Exception error) => Complete<int>(new ErrorResponse(error)).Exception!.InnerException!;

    public Task<T> Complete<T>(Response response) => Complete<T>(Write(Response(response)));

    public Task<T> Complete<T>(byte[] bytes)
    {
        var caller = new PendingCall<T>();
        ((Response)Read(bytes).Body!).Complete(caller);
        Assert.True(caller.Task.IsCompleted);
        return caller.Task;
    }

    public Message Response(Response response) =>
        new()
        {
            Kind = MessageKind.Response,
            Id = 7,
            Sender = Here.Address,
            Source = GrainId.Create("any", "key"),
            Target = There.Id,
            Body = response,
        };

    public void Dispose()
    {
        Here.Dispose();
        There.Dispose();
        _services.Dispose();
    }

    private Node Node(int generation, TimeProvider time) =>
        new(SiloAddress.New(IPAddress.Loopback, 0, -generation), _services, Options, time);
}
