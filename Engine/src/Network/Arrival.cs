using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Orleans.Runtime.Network;

/// <summary>An incoming connection during its handshake: closed when that takes too long, or when it gives way to others.</summary>
internal sealed class Arrival : IDisposable
{
    private readonly CancellationTokenSource _limit;
    private readonly CancellationTokenRegistration _aborting;
    private readonly Vestibule.Guest _guest;

    public Arrival(ConnectionContext context, Vestibule vestibule, TimeSpan limit, CancellationToken stopping)
    {
        _limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _limit.CancelAfter(limit);
        _aborting = _limit.Token.Register(context.Abort);
        _guest = vestibule.Enter((context.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None, context.Abort);
    }

    /// <summary>Cancelled when the handshake has taken too long.</summary>
    public CancellationToken Limit => _limit.Token;

    /// <summary>Whether it gave way to others.</summary>
    public bool GaveWay => _guest.WasShownOut;

    /// <summary>The peer knows the secret.</summary>
    public void Vouch() => _guest.Vouch();

    /// <summary>The peer is a member, and may stay.</summary>
    public void Admit()
    {
        _guest.Prove();
        Dispose();
    }

    public void Dispose()
    {
        _aborting.Dispose();
        _guest.Dispose();
        _limit.Dispose();
    }
}
