using OrleansCalls.Browser.Tests.Browsers;
using static Microsoft.Playwright.Assertions;

namespace OrleansCalls.Browser.Tests.Calls;

/// <summary>Who goes without hanging up leaves nobody with a frozen picture.</summary>
[Collection(PatientCollection.Name)]
public sealed class LeavingTests(ProductFixture product)
{
    [BrowserFact]
    public async Task Signing_out_in_a_call_hangs_up()
    {
        await using var people = await product.SignedIn("anna", "ben");
        var (anna, ben) = people;
        await anna.CallWithVideo(ben);
        await ben.Answer();
        await Task.WhenAll(anna.IsInCall(), ben.IsInCall());

        await ben["dock"].ClickAsync();
        await ben["my-status"].ClickAsync();
        await ben["sign-out"].ClickAsync();

        await anna.IsInNoCall();
        await anna.SeesInHistory("completed");
    }

    [BrowserFact]
    public async Task A_closed_tab_is_seen_at_once_and_the_call_ends_by_itself()
    {
        await using var people = await product.SignedIn("anna", "ben");
        var (anna, ben) = people;
        await anna.CallWithVideo(ben);
        await ben.Answer();
        await Task.WhenAll(anna.IsInCall(), ben.IsInCall());
        await Expect(anna["remote-video"]).ToBeVisibleAsync();

        await ben.CloseTab();

        await Expect(anna["peer-away"]).ToContainTextAsync("Ben left");
        await Expect(anna["remote-video"]).ToBeHiddenAsync();
        await anna.TakePicture("away");
        await anna.IsInNoCall();
        await anna.SeesInHistory("dropped");
    }
}
