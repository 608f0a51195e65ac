using System.Net.WebSockets;
using Microsoft.AspNetCore.Http.Features;

namespace OrleansCalls.Realtime;

/// <summary>
/// Tells a client that closed its socket, as a browser does with its tab, from one whose connection was lost: a restarted proxy or a
/// network that fails for a moment drops thousands at once, and they all come back.
/// </summary>
public static class FarewellWatch
{
    /// <summary>Remembers the sockets of the hub.</summary>
    public static IApplicationBuilder UseFarewellWatch(this IApplicationBuilder app)
    {
        // The hub would add its own after this.
        app.UseWebSockets();
        return app.Use((context, next) =>
        {
            if (context.IsForHub() && context.Features.Get<IHttpWebSocketFeature>() is { } sockets)
                context.Features.Set<IHttpWebSocketFeature>(new Watched(sockets, context));
            return next(context);
        });
    }

    /// <summary>Whether the client closed its socket itself.</summary>
    public static bool SaidGoodbye(HttpContext? context) =>
        context?.Features.Get<IHttpWebSocketFeature>() is Watched { Socket.CloseStatus: not null };

    private sealed class Watched(IHttpWebSocketFeature sockets, HttpContext http) : IHttpWebSocketFeature
    {
        public WebSocket? Socket { get; private set; }

        public bool IsWebSocketRequest => sockets.IsWebSocketRequest;

        public async Task<WebSocket> AcceptAsync(WebSocketAcceptContext context)
        {
            Socket = await sockets.AcceptAsync(context);
            Admission.Accepted(http);
            return Socket;
        }
    }
}
