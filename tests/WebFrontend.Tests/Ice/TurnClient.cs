using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace OrleansCalls.Ice;

/// <summary>Somebody who wants to be relayed, by UDP. Requests answer with 0, or the code of the refusal.</summary>
internal sealed class TurnClient : IDisposable
{
    private const ushort AllocateRequest = 0x0003, CreatePermissionRequest = 0x0008, SendIndication = 0x0016, DataIndication = 0x0017;
    private const byte Udp = 17, FamilyIPv6 = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private readonly UdpClient _socket = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly string _username;
    private readonly string _password;
    private byte[]? _realm;
    private byte[]? _nonce;

    public TurnClient(IPEndPoint server, string username, string password)
    {
        (_username, _password) = (username, password);
        _socket.Connect(server);
    }

    /// <summary>Where others reach this client when it has a relay.</summary>
    public IPEndPoint? Relayed { get; private set; }

    public async Task<int> Allocate(bool ipv6 = false)
    {
        var answer = await Ask(() =>
        {
            var request = new StunMessage(AllocateRequest).With(StunAttribute.RequestedTransport, [Udp, 0, 0, 0]);
            return ipv6 ? request.With(StunAttribute.RequestedAddressFamily, [FamilyIPv6, 0, 0, 0]) : request;
        });
        Relayed = answer.Address(StunAttribute.XorRelayedAddress);
        return answer.Error;
    }

    public async Task<int> Permit(IPAddress peer) =>
        (await Ask(() => new StunMessage(CreatePermissionRequest).With(StunAttribute.XorPeerAddress, new IPEndPoint(peer, 9)))).Error;

    public Task Send(IPEndPoint peer, string text) =>
        _socket.SendAsync(new StunMessage(SendIndication).With(StunAttribute.XorPeerAddress, peer).With(StunAttribute.Data, text).Bytes)
            .AsTask();

    /// <summary>What a peer sent, and which.</summary>
    public async Task<(IPEndPoint Peer, string Text)> Receive()
    {
        while (true)
        {
            using var limit = new CancellationTokenSource(Patience);
            var message = StunMessage.Read((await _socket.ReceiveAsync(limit.Token)).Buffer);
            if (message.Type == DataIndication)
                return (message.Address(StunAttribute.XorPeerAddress)!, Encoding.UTF8.GetString(message[StunAttribute.Data]!));
        }
    }

    public void Dispose() => _socket.Dispose();

    // The first refusal tells the realm and a nonce, as the protocol wants it.
    private async Task<StunMessage> Ask(Func<StunMessage> request)
    {
        if (_realm is null && _username.Length > 0)
        {
            var challenge = await Exchange(request());
            (_realm, _nonce) = (challenge[StunAttribute.Realm], challenge[StunAttribute.Nonce]);
        }

        return await Exchange(_realm is null ? request() : Signed(request()));
    }

    private StunMessage Signed(StunMessage request)
    {
#pragma warning disable CA5351 // The protocol's own.
        var key = MD5.HashData(Encoding.UTF8.GetBytes($"{_username}:{Encoding.UTF8.GetString(_realm!)}:{_password}"));
#pragma warning restore CA5351
        return request.With(StunAttribute.Username, _username).With(StunAttribute.Realm, _realm).With(StunAttribute.Nonce, _nonce)
            .Signed(key);
    }

    // Sent again when nothing comes: a busy machine drops packets even to itself.
    private async Task<StunMessage> Exchange(StunMessage request)
    {
        for (var attempt = 0; attempt < 5; attempt++)
        {
            await _socket.SendAsync(request.Bytes);
            using var limit = new CancellationTokenSource(Patience);
            try
            {
                while (true)
                {
                    var answer = StunMessage.Read((await _socket.ReceiveAsync(limit.Token)).Buffer);
                    if (answer.Transaction.AsSpan().SequenceEqual(request.Transaction))
                        return answer;
                }
            }
            catch (OperationCanceledException)
            {
                // Nothing came.
            }
        }

        throw new TimeoutException("The relay does not answer.");
    }
}
