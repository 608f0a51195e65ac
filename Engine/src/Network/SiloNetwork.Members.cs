using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Runtime.Calls;
using Orleans.Runtime.Membership;

namespace Orleans.Runtime.Network;

/// <content>Who is in the cluster: a link to each other silo, from when it is known until it has left or is dead.</content>
internal sealed partial class SiloNetwork
{
    void ILinkOwner.Connected(SiloLink link, Connection connection)
    {
        lock (_gate)
        {
            connection.Send(FrameKind.Released, ClusterFrames.Version(_released));
            if (_holding.Payload is { } holding)
                connection.Send(FrameKind.Holding, holding);
            connection.Send(FrameKind.Clients, ClusterFrames.Clients(_clients.Here));
        }

        _agent.Trust(link.Silo);
    }

    void ILinkOwner.Disconnected(SiloLink link) => Lost(link.Silo);

    void ILinkOwner.Failed(SiloLink link, Exception error)
    {
        switch ((error as HandshakeException)?.Failure)
        {
            case HandshakeFailure.Evicted:
                OnEvicted($"{link.Silo} says that it was declared dead");
                break;
            case HandshakeFailure.Replaced:
                _ = _agent.Bury(link.Silo);
                break;
            case HandshakeFailure.Stranger or HandshakeFailure.Version:
                break;
            case not null when !_joined:
                // Somebody is there and will not have this silo, which may be the one that is set up wrongly.
                break;
            default:
                _agent.Suspect(link.Silo);
                break;
        }
    }

    void ILinkOwner.Unreachable(SiloLink link, Message message) => _node.Undeliverable(message, link.Silo);

    private void OnGoodbye(SiloAddress peer)
    {
        _farewells.Note(peer);
        // Who leaves waits for the answer; who answers has nothing more to send.
        if (!_farewells.Leaving && _links.TryGetValue(peer, out var link))
            link.Retire();
    }

    private void OnMembersChanged(MembershipSnapshot snapshot)
    {
        lock (_gate)
        {
            if (_cut || snapshot.Version <= _snapshot.Version)
                return;
            foreach (var member in snapshot.Members)
            {
                if (member.Address.Equals(_node.Address))
                    continue;
                if (member.IsGone)
                    Part(member.Address);
                else if (!_links.ContainsKey(member.Address))
                    Meet(member.Address);
            }

            _snapshot = snapshot;
            _handOver.Change(snapshot.View, [.. snapshot.Members.Where(member => member.IsLeaving).Select(member => member.Address)]);
        }

        var viewed = _nextView;
        _nextView = new(TaskCreationOptions.RunContinuationsAsynchronously);
        viewed.TrySetResult();
        LogView(snapshot.Version, string.Join(", ", snapshot.View.Live));
        _node.OnViewChanged(snapshot.View);
        _clients.Tell(FrameKind.View, ClusterFrames.View(snapshot));
        if (snapshot.Find(_node.Address) is { IsGone: true })
            OnEvicted("the table of members says that it is dead");
    }

    private void Meet(SiloAddress silo)
    {
        var link = new SiloLink(silo, silo.Endpoint, _dialer, _codec, _settings, _node.Time, this, _log);
        _links[silo] = link;
        link.Start();
    }

    private void Part(SiloAddress silo)
    {
        _clients.Forget(silo);
        var inOrder = _farewells.Forget(silo);
        if (!_links.TryRemove(silo, out var link))
            return;
        if (!inOrder)
            link.Send(FrameKind.Evicted);
        _ = link.Finish(FlushPatience);
        Lost(silo);
    }

    private void Lost(SiloAddress gone)
    {
        if (!_cut)
            _node.Lost(gone);
    }

    private void OnEvicted(string why)
    {
        // Who leaves in order is gone for the others before its process is.
        if (_cut || _farewells.Leaving || Interlocked.Exchange(ref _evicted, 1) != 0)
            return;
        LogEvicted(_node.Address, why);
        _node.Services.GetRequiredService<Hosting.Silo>().Kill();
        Environment.ExitCode = 1;
        _node.Services.GetService<IHostApplicationLifetime>()?.StopApplication();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "View {Version} of the cluster: {Silos}.")]
    private partial void LogView(long version, string silos);

    [LoggerMessage(Level = LogLevel.Critical, Message = "Silo {Address} stops at once, because {Why}: others are home to its grains now. Start it again.")]
    private partial void LogEvicted(SiloAddress address, string why);
}
