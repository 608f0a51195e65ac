using OrleansCalls.Browser.Tests.Browsers;
using static Microsoft.Playwright.Assertions;

namespace OrleansCalls.Browser.Tests.Accessibility;

/// <summary>Every state can be seen, read out and hit by everybody (FEATURES H6).</summary>
[Collection(UnhurriedCollection.Name)]
public sealed class AuditTests(UnhurriedCollection.Fixture product)
{
    [BrowserFact]
    public async Task Signing_in()
    {
        await using var stranger = await product.Open("nobody");
        await Audit.Passes(stranger, "sign-in");

        await stranger["username"].FillAsync("nobody");
        await stranger["password"].FillAsync("wrong");
        await stranger["sign-in"].ClickAsync();
        await Expect(stranger.Page.GetByRole(Microsoft.Playwright.AriaRole.Alert)).ToContainTextAsync("wrong");
        await Audit.Passes(stranger, "refused sign-in");
    }

    [BrowserFact]
    public async Task People_account_and_toast()
    {
        var accounts = await product.Accounts("anna", "ben");
        await using var anna = await product.SignIn(accounts[0]);
        await Expect(anna.RowOf(accounts[1])).ToBeVisibleAsync();
        await Audit.Passes(anna, "people");
        await anna["my-status"].ClickAsync();
        await Expect(anna["status-dnd"]).ToBeVisibleAsync();
        await Audit.Passes(anna, "account menu");
        await anna.Page.Keyboard.PressAsync("Escape");

        await anna.CallWithVideo(accounts[1]);
        await anna.IsTold("offline");
        await Audit.Passes(anna, "toast");
    }

    [BrowserFact]
    public async Task Calls_of_before_and_account()
    {
        var accounts = await product.Accounts("anna", "ben");
        await using var anna = await product.SignIn(accounts[0]);
        await anna.CallWithVideo(accounts[1]);
        await anna.IsTold("offline");
        await anna["nav-history"].ClickAsync();
        await Expect(anna["history-item"]).ToBeVisibleAsync();
        await Audit.Passes(anna, "history");
        await anna["my-status"].ClickAsync();
        await anna["account"].ClickAsync();
        await Expect(anna["session"].First).ToBeVisibleAsync();
        await Audit.Passes(anna, "account");
        await anna["nav-channels"].ClickAsync();
        await Expect(anna.Page.GetByText("No channels yet")).ToBeVisibleAsync();
        await Audit.Passes(anna, "no channels");

        await using var ben = await product.SignIn(accounts[1]);
        await ben["nav-missed"].ClickAsync();
        await Expect(ben["missed-item"]).ToBeVisibleAsync();
        await Audit.Passes(ben, "missed calls");
    }

    [BrowserFact]
    public async Task Channels()
    {
        await using var alice = await product.SignIn("alice");
        await alice["nav-channels"].ClickAsync();
        await Expect(alice["channel-general"]).ToContainTextAsync("Bob");
        await Audit.Passes(alice, "channels");
    }

    [BrowserFact]
    public async Task Ring_with_a_toast_above_it()
    {
        await using var people = await product.SignedIn("anna", "ben", "cleo");
        var (anna, ben, cleo) = people;
        await anna.CallWithVideo(ben);
        await Expect(anna["outgoing-dialog"]).ToHaveAttributeAsync("data-state", "ringing");
        await Audit.Passes(anna, "ringing out");

        await cleo.CallWithVideo(ben);
        await ben.IsTold("tried to call you");
        await Audit.Passes(ben, "ringing in");
    }

    [BrowserFact]
    public async Task Call_with_a_toast_above_it()
    {
        await using var people = await product.SignedIn("anna", "ben", "cleo");
        var (anna, ben, cleo) = people;
        await anna.CallWithVideo(ben);
        await ben.Answer();
        await Task.WhenAll(anna.IsInCall(), ben.IsInCall());
        await Audit.Passes(anna, "in a call");

        await anna["mute"].ClickAsync();
        await anna["camera"].ClickAsync();
        await Expect(ben["peer-muted"]).ToBeVisibleAsync();
        await cleo.CallWithVideo(ben);
        await ben.IsTold("tried to call you");
        await Audit.Passes(ben, "in a call with somebody muted");
        await Audit.Passes(anna, "muted in a call");
        await anna["dock"].ClickAsync();
        await Audit.Passes(anna, "call made small");

        await anna["dock"].ClickAsync();
        await anna["hangup"].ClickAsync();
        await anna.IsInNoCall();
        await anna.IsTold("ended");
        await Audit.Passes(anna, "after a call");
    }

    [BrowserFact]
    public async Task Call_without_the_server()
    {
        await using var people = await product.SignedIn("anna", "ben");
        var (anna, ben) = people;
        await anna.CallWithAudio(ben);
        await ben.Answer();
        await Task.WhenAll(anna.IsInCall(), ben.IsInCall());

        // For how long does not matter: Ben does not hear what becomes of the call.
        await ben.Page.Context.SetOfflineAsync(true);
        await Expect(ben.ActiveCall).ToContainTextAsync("Reconnecting to the server", new() { Timeout = 60_000 });
        await Audit.Passes(ben, "in a call without the server");
    }

    [BrowserFact]
    public async Task Operations()
    {
        await using var people = await product.SignedIn("anna", "ben");
        var (anna, ben) = people;
        await using var ken = await product.SignIn("ken");
        await anna.CallWithAudio(ben);
        await Expect(anna["outgoing-dialog"]).ToHaveAttributeAsync("data-state", "ringing");
        await ken["nav-operations"].ClickAsync();
        await Expect(ken["live-call"].First).ToBeVisibleAsync();
        await Audit.Passes(ken, "operations");

        await ken["explain"].First.ClickAsync();
        await Expect(ken["ledger-line"].First).ToBeVisibleAsync();
        await Audit.Passes(ken, "explained call");
        await ken["close-explain"].ClickAsync();
        await ken["end-call"].First.ClickAsync();
        await Expect(ken["end-dialog"]).ToBeVisibleAsync();
        await Audit.Passes(ken, "ending a call");
    }
}
