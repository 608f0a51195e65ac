using OrleansCalls.Browser.Tests.Browsers;
using OrleansCalls.Browser.Tests.Media;
using static Microsoft.Playwright.Assertions;

namespace OrleansCalls.Browser.Tests.Calls;

/// <summary>A call from the click to the history.</summary>
[Collection(PatientCollection.Name)]
public sealed class CallTests(ProductFixture product)
{
    [BrowserFact]
    public async Task Video_call_from_ring_to_history()
    {
        await using var people = await product.SignedIn("anna", "ben");
        var (anna, ben) = people;
        await anna.Sees(ben, "online");

        await anna.CallWithVideo(ben);
        await Expect(anna["outgoing-dialog"]).ToBeVisibleAsync();
        await Expect(ben["incoming-dialog"]).ToContainTextAsync("Anna");
        await ben.TakePicture("ring");
        await ben.Answer();
        await Task.WhenAll(anna.IsInCall(), ben.IsInCall());
        await Task.WhenAll(MediaFlow.RunsBothWays(anna), MediaFlow.RunsBothWays(ben));
        await Expect(anna["timer"]).ToContainTextAsync("0:0");
        await anna.TakePicture("call");
        Assert.Equal(await anna.CallId(), await ben.CallId());

        await ben["hangup"].ClickAsync();
        await Task.WhenAll(anna.IsInNoCall(), ben.IsInNoCall());
        await Task.WhenAll(anna.SeesInHistory("completed"), ben.SeesInHistory("completed"));
        await anna.Sees(ben, "online");
        anna.Trouble.IsNone();
        ben.Trouble.IsNone();
    }

    [BrowserFact]
    public async Task Audio_call_has_sound_both_ways()
    {
        await using var people = await product.SignedIn("anna", "ben");
        var (anna, ben) = people;

        await anna.CallWithAudio(ben);
        await ben.Answer();
        await Task.WhenAll(anna.IsInCall(), ben.IsInCall());
        await Task.WhenAll(MediaFlow.RunsBothWays(anna, video: false), MediaFlow.RunsBothWays(ben, video: false));
    }

    [BrowserFact]
    public async Task Mute_is_seen_by_the_other_side()
    {
        await using var people = await product.SignedIn("anna", "ben");
        var (anna, ben) = people;
        await anna.CallWithVideo(ben);
        await ben.Answer();
        await Task.WhenAll(anna.IsInCall(), ben.IsInCall());

        await anna["mute"].ClickAsync();
        await Expect(ben["peer-muted"]).ToBeVisibleAsync();
        await anna["mute"].ClickAsync();
        await Expect(ben["peer-muted"]).ToBeHiddenAsync();
    }

    [BrowserFact]
    public async Task Second_tab_is_told_answered_elsewhere()
    {
        await using var people = await product.SignedIn("anna", "ben");
        var (anna, ben) = people;
        var second = await ben.OpenSecondTab();
        await Expect(second["my-status"]).ToBeVisibleAsync();

        await anna.CallWithVideo(ben);
        await Expect(second["incoming-dialog"]).ToBeVisibleAsync();
        await ben.Answer();
        await Expect(second["incoming-dialog"]).ToHaveCountAsync(0);
        await second.IsTold("elsewhere");
        await Task.WhenAll(anna.IsInCall(), ben.IsInCall());
        await Expect(second.ActiveCall).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task Reload_in_a_call_comes_back_into_it()
    {
        await using var people = await product.SignedIn("anna", "ben");
        var (anna, ben) = people;
        await anna.CallWithVideo(ben);
        await ben.Answer();
        await Task.WhenAll(anna.IsInCall(), ben.IsInCall());
        var call = await anna.CallId();

        await ben.Page.ReloadAsync();
        await ben.IsInCall();
        Assert.Equal(call, await ben.CallId());
        await Task.WhenAll(MediaFlow.RunsBothWays(anna), MediaFlow.RunsBothWays(ben));
        Assert.Equal(call, await anna.CallId());
    }

    [BrowserFact]
    public async Task Crossed_calls_become_one()
    {
        await using var people = await product.SignedIn("anna", "ben");
        var (anna, ben) = people;
        for (var round = 0; round < 3; round++)
        {
            await Task.WhenAll(anna.Sees(ben, "online"), ben.Sees(anna, "online"));
            await Person.CallEachOther(anna, ben);
            await Task.WhenAll(anna.IsInCall(), ben.IsInCall());
            Assert.Equal(await anna.CallId(), await ben.CallId());
            await Task.WhenAll(MediaFlow.RunsBothWays(anna), MediaFlow.RunsBothWays(ben));

            await anna["hangup"].ClickAsync();
            await Task.WhenAll(anna.IsInNoCall(), ben.IsInNoCall());
        }
    }
}
