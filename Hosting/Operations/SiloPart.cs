using OrleansCalls.Calls;
using OrleansCalls.Persistence;
using OrleansCalls.Presence;

namespace OrleansCalls.Operations;

/// <summary>The silo of this process.</summary>
public sealed class SiloPart(
    ILocalSiloDetails silo, PresenceMetrics presence, ICallLedger ledger, RingWindow rings, IServiceProvider services) : IProcessPart
{
    public ProcessReport AddTo(ProcessReport report) => report with
    {
        // In memory nothing is committed.
        Silo = new SiloReport(
            silo.SiloAddress.ToString(),
            presence.Users,
            presence.Devices,
            services.GetService<GroupCommit>()?.Waiting ?? 0,
            ledger.Waiting,
            rings.Read()),
    };
}
