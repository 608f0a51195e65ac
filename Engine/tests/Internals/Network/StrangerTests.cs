using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OrleansCalls.Engine.Tests.Calls;
using OrleansCalls.Engine.Tests.Processes;
using OrleansCalls.Testing;

namespace OrleansCalls.Engine.Tests.Internals.Network;

/// <summary>Strangers get nothing from the cluster's ports, and disturb nobody.</summary>
public sealed class StrangerTests(ConnectedCluster cluster) : IClassFixture<ConnectedCluster>
{
    [Fact]
    public async Task A_silo_with_another_secret_does_not_join_and_says_why()
    {
        var silo = await cluster.StartSilo(secret: "one");
        try
        {
            var refused = await Assert.ThrowsAsync<OrleansConfigurationException>(() => cluster.StartSilo(secret: "two"));

            Assert.Contains("Orleans:ClusterSecret", refused.Message, StringComparison.Ordinal);
            await ConnectedCluster.Sees(silo, 1);
        }
        finally
        {
            await cluster.Stop(silo);
        }
    }

    [Fact]
    public async Task A_client_with_another_secret_does_not_connect_and_says_why()
    {
        var silo = await cluster.StartSilo(secret: "one");
        try
        {
            var refused = await Assert.ThrowsAsync<OrleansConfigurationException>(() => cluster.StartClient(secret: "two"));

            Assert.Contains("Orleans:ClusterSecret", refused.Message, StringComparison.Ordinal);
        }
        finally
        {
            await cluster.Stop(silo);
        }
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("\0\0\0\0\0\0\0\0")]
    [InlineData("\u0010\0\0\0{\"protocol\":1}..")]
    [InlineData("")]
    public async Task Whatever_a_stranger_says_it_is_told_nothing_and_the_cluster_works_on(string says)
    {
        var silo = await cluster.StartSilo();
        try
        {
            foreach (var port in Ports(silo))
            {
                Assert.Empty(await Talk(port, Encoding.UTF8.GetBytes(says)));
            }

            Assert.Equal("hello", await ConnectedCluster.Grains(silo).GetGrain<IEchoGrain>(Names.New("e")).Echo("hello"));
        }
        finally
        {
            await cluster.Stop(silo);
        }
    }

    [Fact]
    public async Task A_process_of_another_version_is_told_the_versions_and_nothing_else()
    {
        var silo = await cluster.StartSilo();
        try
        {
            var future = Step("""
                {"protocol":"orleanscalls","oldest":900,"newest":901,"address":"127.0.0.1:5@5","isSilo":true,"nonce":"AAAA"}
                """);
            var answer = await Talk(Ports(silo)[0], future);

            Assert.Equal("""{"oldest":1,"newest":2,"refusal":1}""", Encoding.UTF8.GetString(answer[4..]));
        }
        finally
        {
            await cluster.Stop(silo);
        }
    }

    [Fact]
    public async Task Who_cannot_prove_the_secret_learns_only_that()
    {
        var silo = await cluster.StartSilo();
        try
        {
            var hello = Step("""
                {"protocol":"orleanscalls","oldest":1,"newest":9,"address":"127.0.0.1:5@5","isSilo":true,
                "nonce":"AAAA","proof":"AAAA","unknown":{"a":1}}
                """);
            Assert.Equal("""{"refusal":2}""", Encoding.UTF8.GetString((await Talk(Ports(silo)[0], hello))[4..]));

            var before = Step("""
                {"protocol":"orleanscalls","oldest":1,"newest":1,"address":"127.0.0.1:5@5","isSilo":true,"nonce":"AAAA"}
                """);
            var answer = await Talk(Ports(silo)[0], [.. before, .. Step("""{"proof":"AAAA"}""")]);

            var first = BinaryPrimitives.ReadInt32LittleEndian(answer);
            Assert.Equal("""{"refusal":2}""", Encoding.UTF8.GetString(answer[(4 + first + 4)..]));
        }
        finally
        {
            await cluster.Stop(silo);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"protocol":"orleanscalls","oldest":1,"newest":1,"address":"127.0.0.1:5@5","isSilo":true,"nonce":"AAAA"}""")]
    public async Task Strangers_who_take_every_place_again_and_again_keep_no_member_out(string says)
    {
        var silo = await cluster.StartSilo();
        using var stop = new CancellationTokenSource();
        var hello = says is "" ? [] : Step(says);
        var crowds = Ports(silo)
            .SelectMany(port => Enumerable.Range(0, 2).Select(_ => Crowd(port, hello, stop.Token)))
            .ToArray();
        try
        {
            await Task.WhenAll(crowds.Select(crowd => crowd.Full)).WaitAsync(Eventually.Patience);
            for (var turn = 0; turn < 5; turn++)
            {
                // Each gets in at its first attempt: one that is refused does not start.
                var client = await cluster.StartClient();
                Assert.Equal("hello", await ConnectedCluster.Grains(client).GetGrain<IEchoGrain>(Names.New("e")).Echo("hello"));
                await cluster.Stop(client);
            }

            var second = await cluster.StartSilo();
            await ConnectedCluster.Sees(silo, 2);
            await cluster.Stop(second);
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(crowds.Select(crowd => crowd.Over));
            await cluster.Stop(silo);
        }
    }

    /// <summary>As many as a port has room for, and another for each that is shown out.</summary>
    private static (Task Full, Task Over) Crowd(int port, byte[] says, CancellationToken stop)
    {
        var full = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return (full.Task, Task.Run(async () =>
        {
            var sockets = new Queue<Socket>();
            while (!stop.IsCancellationRequested)
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                sockets.Enqueue(socket);
                await socket.ConnectAsync(System.Net.IPAddress.Loopback, port, CancellationToken.None);
                if (says.Length > 0)
                    await socket.SendAsync(says);
                if (sockets.Count < 400)
                    continue;
                full.TrySetResult();
                sockets.Dequeue().Dispose();
            }

            foreach (var socket in sockets)
                socket.Dispose();
        }, CancellationToken.None));
    }

    private static byte[] Step(string json)
    {
        var body = Encoding.UTF8.GetBytes(json);
        var bytes = new byte[4 + body.Length];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, body.Length);
        body.CopyTo(bytes, 4);
        return bytes;
    }

    private static int[] Ports(Microsoft.Extensions.Hosting.IHost silo)
    {
        var details = silo.Services.GetRequiredService<ILocalSiloDetails>();
        return [details.SiloAddress.Endpoint.Port, details.GatewayAddress.Endpoint.Port];
    }

    /// <summary>Sends something, and returns what comes back until the other end closes.</summary>
    private static async Task<byte[]> Talk(int port, byte[] says)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(System.Net.IPAddress.Loopback, port);
        var stream = socket.GetStream();
        await stream.WriteAsync(says);
        using var heard = new MemoryStream();
        try
        {
            await stream.CopyToAsync(heard).WaitAsync(Eventually.Patience);
        }
        catch (IOException)
        {
            // The connection was reset.
        }

        return heard.ToArray();
    }
}
