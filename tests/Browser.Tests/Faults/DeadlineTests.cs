using OrleansCalls.Browser.Tests.Browsers;
using static Microsoft.Playwright.Assertions;

namespace OrleansCalls.Browser.Tests.Faults;

/// <summary>What the server's deadlines end when nobody else does.</summary>
[Collection(ImpatientCollection.Name)]
public sealed class DeadlineTests(ImpatientCollection.Fixture product)
{
    [BrowserFact]
    public async Task Ring_that_nobody_answers_ends_missed()
    {
        await using var people = await product.SignedIn("anna", "ben");
        var (anna, ben) = people;

        await anna.CallWithVideo(ben);
        await Expect(ben["incoming-dialog"]).ToBeVisibleAsync();
        await Task.WhenAll(anna.IsInNoCall(), ben.IsInNoCall());
        await ben.SeesUnseenMissedCalls(1);
        await anna.SeesInHistory("missed");

        await ben["nav-missed"].ClickAsync();
        await Expect(ben["missed-item"]).ToHaveCountAsync(1);
        await anna.Sees(ben, "online");
    }

    [BrowserFact]
    public async Task Closed_browsers_leave_nobody_busy()
    {
        await using var people = await product.SignedIn("anna", "ben", "cleo");
        var (anna, ben, cleo) = people;
        await anna.CallWithAudio(ben);
        await ben.Answer();
        await Task.WhenAll(anna.IsInCall(), ben.IsInCall());

        await anna.DisposeAsync();
        await ben.IsInNoCall(within: 30);
        await cleo.Sees(ben, "online");
        await cleo.Sees(anna, "offline");

        await cleo.CallWithAudio(ben);
        await ben.Answer();
        await Task.WhenAll(cleo.IsInCall(), ben.IsInCall());
        await cleo["hangup"].ClickAsync();
        await ben.IsInNoCall();
        await ben.SeesInHistory("dropped", at: 1);
    }

    [BrowserFact]
    public async Task Caller_who_closes_the_browser_leaves_no_ring()
    {
        await using var people = await product.SignedIn("anna", "ben");
        var (anna, ben) = people;

        await anna.CallWithAudio(ben);
        await Expect(ben["incoming-dialog"]).ToBeVisibleAsync();
        await anna.DisposeAsync();
        await ben.IsInNoCall();
        await ben.Sees(anna, "offline");
    }
}
