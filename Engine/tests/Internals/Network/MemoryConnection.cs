using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;

namespace OrleansCalls.Engine.Tests.Internals.Network;

/// <summary>Both ends of a connection without a network.</summary>
internal sealed class MemoryConnection
{
    public MemoryConnection()
    {
        var (there, back) = (new Pipe(), new Pipe());
        Dialer = End(back.Reader, there.Writer);
        Accepter = End(there.Reader, back.Writer);
    }

    public ConnectionContext Dialer { get; }

    public ConnectionContext Accepter { get; }

    /// <summary>Runs both ends; the accepting one closes when it is done.</summary>
    public static async Task<(Task<SiloAddress> Dialed, Task<SiloAddress> Accepted)> Meet(
        Func<ConnectionContext, Task<SiloAddress>> dial, Func<ConnectionContext, Task<SiloAddress>> accept)
    {
        var connection = new MemoryConnection();
        var (dialed, accepted) = (Closing(connection.Dialer, dial), Closing(connection.Accepter, accept));
        await Task.WhenAll(Quietly(dialed), Quietly(accepted));
        return (dialed, accepted);
    }

    private static async Task<SiloAddress> Closing(ConnectionContext end, Func<ConnectionContext, Task<SiloAddress>> meet)
    {
        try
        {
            return await meet(end);
        }
        finally
        {
            await end.Transport.Output.CompleteAsync();
        }
    }

    private static Task Quietly(Task task) => task.ContinueWith(_ => { }, TaskScheduler.Default);

    private static DefaultConnectionContext End(PipeReader input, PipeWriter output)
    {
        var pipe = new DuplexPipe(input, output);
        return new("memory", pipe, pipe);
    }

    private sealed record DuplexPipe(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
