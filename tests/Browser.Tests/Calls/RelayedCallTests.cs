using OrleansCalls.Browser.Tests.Browsers;
using OrleansCalls.Browser.Tests.Media;

namespace OrleansCalls.Browser.Tests.Calls;

/// <summary>A call between people whose networks let nothing through but the relay.</summary>
[Collection(RelayedCollection.Name)]
public sealed class RelayedCallTests(RelayedFixture product)
{
    [BrowserFact(relayed: true)]
    public async Task Video_call_flows_through_the_relay()
    {
        await using var people = await product.SignedIn("anna", "ben");
        var (anna, ben) = people;

        await anna.CallWithVideo(ben);
        await ben.Answer();
        await Task.WhenAll(anna.IsInCall(), ben.IsInCall());

        await Task.WhenAll(MediaFlow.RunsBothWays(anna), MediaFlow.RunsBothWays(ben));
        Assert.Equal("relay", await WayOut(anna));
        Assert.Equal("relay", await WayOut(ben));
        anna.Trouble.IsNone();
        ben.Trouble.IsNone();
    }

    /// <summary>The kind of the candidate by which somebody sends.</summary>
    private static Task<string> WayOut(Person person) => person.Page.EvaluateAsync<string>("""
        async () => {
          const stats = [...(await window.peers.at(-1).getStats()).values()];
          const transport = stats.find(({ type }) => type === 'transport');
          const pair = stats.find(({ id }) => id === transport.selectedCandidatePairId);
          return stats.find(({ id }) => id === pair.localCandidateId).candidateType;
        }
        """);
}
