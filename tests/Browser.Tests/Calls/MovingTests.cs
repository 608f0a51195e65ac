using OrleansCalls.Browser.Tests.Browsers;
using OrleansCalls.Browser.Tests.Media;
using static Microsoft.Playwright.Assertions;

namespace OrleansCalls.Browser.Tests.Calls;

/// <summary>A call that is on another tab of one's own (FEATURES H3).</summary>
[Collection(PatientCollection.Name)]
public sealed class MovingTests(ProductFixture product)
{
    [BrowserFact]
    public async Task Second_tab_shows_the_call_and_brings_it_here_without_an_end_for_the_other_side()
    {
        await using var people = await product.SignedIn("anna", "ben");
        var (anna, ben) = people;
        await anna.CallWithVideo(ben);
        await ben.Answer();
        await Task.WhenAll(anna.IsInCall(), ben.IsInCall());
        var call = await anna.CallId();

        var second = await ben.OpenSecondTab();
        await Expect(second["elsewhere"]).ToContainTextAsync("Anna");
        await Expect(second["elsewhere"].GetByTestId("timer")).ToContainTextAsync("0:");
        await second.TakePicture("elsewhere");
        await second["bring-here"].ClickAsync();

        await second.IsInCall();
        Assert.Equal(call, await second.CallId());
        await Expect(ben.ActiveCall).ToHaveCountAsync(0);
        await Expect(ben["elsewhere"]).ToBeVisibleAsync();
        await Task.WhenAll(MediaFlow.RunsBothWays(anna), MediaFlow.RunsBothWays(second));
        Assert.Equal(call, await anna.CallId());

        await ben["bring-here"].ClickAsync();
        await ben.IsInCall();
        await Task.WhenAll(MediaFlow.RunsBothWays(anna), MediaFlow.RunsBothWays(ben));
        anna.Trouble.IsNone();
        ben.Trouble.IsNone();
        second.Trouble.IsNone();
    }

    [BrowserFact]
    public async Task Second_tab_hangs_up()
    {
        await using var people = await product.SignedIn("anna", "ben");
        var (anna, ben) = people;
        await anna.CallWithAudio(ben);
        await ben.Answer();
        await Task.WhenAll(anna.IsInCall(), ben.IsInCall());

        var second = await ben.OpenSecondTab();
        await second["hangup-elsewhere"].ClickAsync();

        await Task.WhenAll(anna.IsInNoCall(), ben.IsInNoCall());
        await Expect(second["elsewhere"]).ToHaveCountAsync(0);
        await anna.SeesInHistory("completed");
    }
}
