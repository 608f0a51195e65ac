using OrleansCalls.Browser.Tests.Browsers;
using OrleansCalls.Browser.Tests.Media;
using static Microsoft.Playwright.Assertions;

namespace OrleansCalls.Browser.Tests.Faults;

/// <summary>The server is killed as by <c>kill -9</c> and started again by the launcher.</summary>
[Collection(PatientCollection.Name)]
public sealed class ServerDeathTests(ProductFixture product)
{
    [BrowserFact]
    public async Task Ring_outlives_the_server()
    {
        await using var people = await product.SignedIn("anna", "ben");
        var (anna, ben) = people;
        await anna.CallWithVideo(ben);
        await Expect(ben["incoming-dialog"]).ToBeVisibleAsync();

        await product.Product.KillAndAwaitRestart();
        await ben.Answer();
        await Task.WhenAll(anna.IsInCall(), ben.IsInCall());
        await Task.WhenAll(MediaFlow.RunsBothWays(anna), MediaFlow.RunsBothWays(ben));
        Assert.Equal(await anna.CallId(), await ben.CallId());
    }

    [BrowserFact]
    public async Task Call_goes_on_without_the_server_and_ends_with_it()
    {
        await using var people = await product.SignedIn("anna", "ben");
        var (anna, ben) = people;
        await anna.CallWithVideo(ben);
        await ben.Answer();
        await Task.WhenAll(anna.IsInCall(), ben.IsInCall());
        var call = await anna.CallId();

        product.Product.Kill();
        await Task.WhenAll(MediaFlow.RunsBothWays(anna), MediaFlow.RunsBothWays(ben));
        await product.Product.AwaitReady();
        await Task.WhenAll(anna.IsInCall(), ben.IsInCall());
        Assert.Equal(call, await anna.CallId());

        await anna["hangup"].ClickAsync();
        await Task.WhenAll(anna.IsInNoCall(within: 30), ben.IsInNoCall(within: 30));
        await ben.SeesInHistory("completed");
        await Task.WhenAll(anna.Sees(ben, "online"), ben.Sees(anna, "online"));
    }
}
