using OrleansCalls.Browser.Tests.Browsers;
using static Microsoft.Playwright.Assertions;

namespace OrleansCalls.Browser.Tests.Calls;

/// <summary>Calls that nobody answers.</summary>
[Collection(PatientCollection.Name)]
public sealed class UnansweredCallTests(ProductFixture product)
{
    [BrowserFact]
    public async Task Declined_call_ends_for_both()
    {
        await using var people = await product.SignedIn("anna", "ben");
        var (anna, ben) = people;

        await anna.CallWithVideo(ben);
        await ben["decline"].ClickAsync();
        await anna.IsTold("declined");
        await Task.WhenAll(anna.IsInNoCall(), ben.IsInNoCall());
        await anna.SeesInHistory("rejected");
        await Task.WhenAll(anna.Sees(ben, "online"), ben.Sees(anna, "online"));
    }

    [BrowserFact]
    public async Task Cancelled_call_stops_ringing()
    {
        await using var people = await product.SignedIn("anna", "ben");
        var (anna, ben) = people;

        await anna.CallWithVideo(ben);
        await Expect(ben["incoming-dialog"]).ToBeVisibleAsync();
        await anna["cancel"].ClickAsync();
        await Task.WhenAll(anna.IsInNoCall(), ben.IsInNoCall());
        await anna.SeesInHistory("cancelled");
        await ben.SeesInHistory("cancelled");
    }

    [BrowserFact]
    public async Task Busy_callee_goes_on_talking_and_sees_who_tried()
    {
        await using var people = await product.SignedIn("anna", "ben", "cleo");
        var (anna, ben, cleo) = people;
        await anna.CallWithAudio(ben);
        await ben.Answer();
        await Task.WhenAll(anna.IsInCall(), ben.IsInCall());

        await cleo.Sees(ben, "in_call");
        await cleo.CallWithAudio(ben);
        await cleo.IsTold("in another call");
        await cleo.IsInNoCall();
        await ben.SeesUnseenMissedCalls(1);
        await ben.IsInCall();

        await ben["hangup"].ClickAsync();
        await Task.WhenAll(people.Select(person => person.IsInNoCall()));
        await cleo.SeesInHistory("busy");
    }

    [BrowserFact]
    public async Task Closed_tab_is_seen_before_its_device_would_be_missed()
    {
        await using var people = await product.SignedIn("anna", "ben");
        var (anna, ben) = people;
        await anna.Sees(ben, "online");

        await ben.CloseTab();
        await anna.Sees(ben, "offline", TimeSpan.FromSeconds(15));
    }

    [BrowserFact]
    public async Task Offline_callee_finds_the_missed_call()
    {
        var accounts = await product.Accounts("anna", "ben");
        await using var anna = await product.SignIn(accounts[0]);

        await anna.CallWithVideo(accounts[1]);
        await anna.IsTold("offline");
        await anna.IsInNoCall();

        await using var ben = await product.SignIn(accounts[1]);
        await ben.SeesUnseenMissedCalls(1);
        await ben["nav-missed"].ClickAsync();
        await Expect(ben["missed-item"]).ToContainTextAsync("Anna");
        await ben["mark-all-seen"].ClickAsync();
        await Expect(ben["missed-badge"]).ToHaveCountAsync(0);
    }
}
