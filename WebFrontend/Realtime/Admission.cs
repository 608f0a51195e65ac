using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using OrleansCalls.Calls;
using OrleansCalls.Http;
using OrleansCalls.Sessions;

namespace OrleansCalls.Realtime;

/// <summary>
/// Limits how many clients connect at once; people, and addresses, take turns. After thousands of connections are lost, a server that began
/// with everybody would finish with none before they give up and come again; this one soon finishes those it lets in (FAULTS 13).
/// </summary>
/// <remarks>
/// A client has two turns: from its request until its socket is accepted, and from its handshake until its snapshot is read. In between,
/// the server waits for the client, so silent sockets keep nobody out (FAULTS 22). A client that leaves the queue costs nothing more. A
/// front-end that drains lets nobody in, not even those in the queue: SignalR would keep sockets that arrive after it closed its own until
/// the process ends.
/// </remarks>
public sealed class Admission
{
    // Work that takes longer is waiting for something that is away; others need not wait for it too.
    private static readonly TimeSpan TurnLimit = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ComeAgain = TimeSpan.FromSeconds(2);

    private readonly FairTurns _turns;
    private readonly OpenSockets _sockets;
    private readonly Drain _drain;
    private readonly Refusal _tooManySockets;

    /// <summary>With nobody in it.</summary>
    public Admission(IOptions<AdmissionOptions> options, Drain drain, IMeterFactory meters, TimeProvider time)
    {
        _drain = drain;
        _turns = new FairTurns(options.Value.AtOnce, options.Value.QueueLimit, TurnLimit, time);
        _sockets = new OpenSockets(options.Value.SocketsPerPerson);

        // Those that never shake hands are gone by then.
        _tooManySockets = new Refusal(RefusalCodes.RateLimited, "Too many of your connections are open.", options.Value.HandshakeTimeout);
        meters.Create(HubMetrics.Meter).CreateObservableGauge(
            "orleanscalls.hub.admission.waiting", () => _turns.Waiting, "{client}", "Clients that wait for their turn to connect.");
    }

    /// <summary>
    /// Serves the request for a connection when its turn comes. Behind the sign-in: strangers are refused without a turn.
    /// </summary>
    public async Task Run(HttpContext context, RequestDelegate next)
    {
        if (context.User is not SessionPrincipal { SignedIn.User.Id: var userId })
        {
            await next(context);
            return;
        }

        using var socket = _sockets.TryOpen(userId);
        if (socket is null)
        {
            await new Refused(_tooManySockets).ExecuteAsync(context);
            return;
        }

        FairTurn? turn;
        using var leaves = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _drain.Begun);
        try
        {
            leaves.Token.ThrowIfCancellationRequested();
            turn = await _turns.TryTake(OwnerOf(userId, context), leaves.Token);
        }
        catch (OperationCanceledException) when (_drain.IsDraining)
        {
            await new Refused(Drain.Leaving).ExecuteAsync(context);
            return;
        }
        catch (OperationCanceledException)
        {
            return;
        }

        using (turn)
        {
            context.Items[typeof(Admission)] = turn;
            await (turn is null ? Refuse(context) : next(context));
        }
    }

    /// <summary>The socket is open: the next word is the client's, and somebody else may come meanwhile.</summary>
    public static void Accepted(HttpContext context) => FirstTurn(context)?.Rest();

    /// <summary>Waits until a connection that has shaken hands may have its snapshot; dispose it when it has.</summary>
    /// <exception cref="OperationCanceledException">The client went away.</exception>
    public async Task<IDisposable> Snapshot(ClientConnection connection, HttpContext? context, CancellationToken cancellation)
    {
        var turn = _turns.TakeNext(OwnerOf(connection.UserId, context), cancellation);
        FirstTurn(context)?.Dispose();
        return await turn;
    }

    private static TurnOwner OwnerOf(string userId, HttpContext? context) =>
        new(userId, AddressRange.Of(context?.Connection.RemoteIpAddress));

    private static FairTurn? FirstTurn(HttpContext? context) => context?.Items[typeof(Admission)] as FairTurn;

    private static Task Refuse(HttpContext context) => new Refused(
        new Refusal(RefusalCodes.Unavailable, "Too many clients connect at once; try again shortly.", ComeAgain)).ExecuteAsync(context);
}
