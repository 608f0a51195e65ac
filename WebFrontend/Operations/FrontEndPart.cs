using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using OrleansCalls.Realtime;

namespace OrleansCalls.Operations;

/// <summary>The front-end of this process.</summary>
public sealed class FrontEndPart(IServer server, ConnectionRegistry connections, Drain drain) : IProcessPart
{
    public ProcessReport AddTo(ProcessReport report) => report with
    {
        FrontEnd = new FrontEndReport(
            server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "",
            connections.Count,
            connections.Waiting,
            drain.IsDraining),
    };
}
