using System.Collections.Immutable;
using OrleansCalls.Cluster;

namespace OrleansCalls.Calls;

/// <summary>Declining, as the example of CONTRIBUTING.md: copy this file to begin a test of your own.</summary>
public sealed class DeclineTests(PatientCluster cluster) : IClassFixture<PatientCluster>
{
    [Fact]
    public async Task Declining_on_one_device_stops_the_ring_on_the_other()
    {
        var alice = await cluster.NewBrowser();
        var phone = await cluster.NewBrowser();
        var laptop = await Browser.Open(cluster, phone.UserId, "laptop");

        var call = await alice.MustCall(phone.UserId);
        await laptop.ToldOf(call.CallId, CallState.Ringing);
        await phone.Reject(call.CallId);

        Assert.Equal(EndReason.Rejected, (await laptop.ToldOf(call.CallId, CallState.Ended)).EndReason);
        Assert.Null((await alice.Heartbeat()).LiveCallId);
    }

    [Fact]
    public void A_decline_is_told_by_what_it_does_to_the_call()
    {
        ImmutableArray<CallEvent> declined = [new ParticipantMoved("bob", ParticipantStatus.Declined)];

        Assert.Equal(CallChange.Rejected, declined.ToChange());
        Assert.Equal(CallChange.Ended, declined.Add(new CallEnded(EndReason.Rejected, DateTimeOffset.UnixEpoch)).ToChange());
    }
}
