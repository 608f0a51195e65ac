using Microsoft.Playwright;
using OrleansCalls.Browser.Tests.Browsers;
using static Microsoft.Playwright.Assertions;

namespace OrleansCalls.Browser.Tests.Operations;

/// <summary>What an administrator sees of the cluster and does to calls; and that nobody else does.</summary>
[Collection(PatientCollection.Name)]
public sealed class OperationsTests(ProductFixture product)
{
    [BrowserFact]
    public async Task Administrator_sees_a_live_call_explains_it_and_ends_it()
    {
        await using var people = await product.SignedIn("anna", "ben");
        var (anna, ben) = people;
        await using var ken = await product.SignIn("ken");
        await anna.CallWithVideo(ben);
        await ben.Answer();
        await Task.WhenAll(anna.IsInCall(), ben.IsInCall());
        var callId = await anna.CallId();

        await ken["nav-operations"].ClickAsync();
        await Expect(ken["silo"].First).ToHaveAttributeAsync("data-status", "active");
        await Expect(ken["front-end"].First).ToHaveAttributeAsync("data-status", "serving");
        var row = ken.Page.Locator($"[data-testid=live-call][data-call-id='{callId}']");
        await Expect(row).ToHaveAttributeAsync("data-state", "connected");
        await Expect(row).ToContainTextAsync("Anna");
        await ken.TakePicture("operations");

        await row.GetByTestId("explain").ClickAsync();
        await Expect(Lines(ken)).ToHaveCountAsync(4);
        await Expect(Lines(ken).Nth(1)).ToContainTextAsync("Ben");
        await ken.TakePicture("explained-call");
        await ken["close-explain"].ClickAsync();

        await row.GetByTestId("end-call").ClickAsync();
        await ken["keep-call"].ClickAsync();
        await Expect(row).ToHaveAttributeAsync("data-state", "connected");
        await row.GetByTestId("end-call").ClickAsync();
        await ken["confirm-end"].ClickAsync();
        await Task.WhenAll(anna.IsInNoCall(), ben.IsInNoCall());
        await Expect(row).ToHaveCountAsync(0);

        await ken["explain-id"].FillAsync(callId!);
        await ken["explain-by-id"].ClickAsync();
        await Expect(ken.Page.Locator("[data-command=force_end]")).ToContainTextAsync("as an administrator");
        await Expect(ken["explain-summary"]).ToContainTextAsync("dropped");
        ken.Trouble.IsNone();
    }

    [BrowserFact]
    public async Task Others_have_no_way_in()
    {
        await using var people = await product.SignedIn("anna");
        var anna = people[0];
        await Expect(anna["nav-operations"]).ToHaveCountAsync(0);

        await anna.Page.GotoAsync("/operations");
        await Expect(anna["search"]).ToBeVisibleAsync();
        await Expect(anna["tiles"]).ToHaveCountAsync(0);
    }

    private static ILocator Lines(Person person) => person["timeline"].GetByTestId("ledger-line");
}
