using OrleansCalls.Browser.Tests.Browsers;
using static Microsoft.Playwright.Assertions;

namespace OrleansCalls.Browser.Tests.Accessibility;

/// <summary>No key that is held, or pressed as a call comes up, calls, answers or ends anything (FEATURES H6).</summary>
[Collection(UnhurriedCollection.Name)]
public sealed class KeyTests(UnhurriedCollection.Fixture product)
{
    [BrowserFact]
    public async Task Enter_held_on_Call_dials_once()
    {
        var accounts = await product.Accounts("anna", "ben");
        await using var anna = await product.SignIn(accounts[0]);
        await anna.RowOf(accounts[1]).GetByTestId("call-audio").FocusAsync();

        // Ben is offline: the call is over at once, and the focus is on Call again.
        await HoldEnter(anna);
        await anna.IsTold("offline");
        await HoldEnter(anna);
        await anna.Page.Keyboard.UpAsync("Enter");
        await anna.IsInNoCall();
        await anna["nav-history"].ClickAsync();
        await Expect(anna["history-item"]).ToHaveCountAsync(1);
    }

    [BrowserFact]
    public async Task Enter_held_on_Call_does_not_cancel()
    {
        await using var people = await product.SignedIn("anna", "ben");
        var (anna, ben) = people;
        await anna.Sees(ben, "online");
        await anna.RowOf(ben.Username).GetByTestId("call-audio").FocusAsync();

        await HoldEnter(anna);
        await Expect(anna["cancel"]).ToBeFocusedAsync();
        var secondsLeft = await ben["seconds-left"].TextContentAsync();
        await Expect(ben["seconds-left"]).Not.ToHaveTextAsync(secondsLeft!);
        await HoldEnter(anna);
        await anna.Page.Keyboard.UpAsync("Enter");
        await Expect(anna["outgoing-dialog"]).ToHaveAttributeAsync("data-state", "ringing");

        await anna["cancel"].ClickAsync();
        await anna.IsInNoCall();
        await anna["nav-history"].ClickAsync();
        await Expect(anna["history-item"]).ToHaveCountAsync(1);
    }

    [BrowserFact]
    public async Task Key_pressed_as_it_rings_neither_answers_nor_declines()
    {
        await using var people = await product.SignedIn("anna", "ben");
        var (anna, ben) = people;
        await ben["nav-people"].FocusAsync();
        // The first second lasts until the test has pressed its keys, however busy the machine is.
        await ben.Page.EvaluateAsync("() => { const now = performance.now(); performance.now = () => now; }");

        await anna.CallWithVideo(ben);
        await Expect(ben["answer"]).ToBeFocusedAsync();
        foreach (var key in (string[])["Enter", "Space", "Escape", "a"])
            await ben.Page.Keyboard.PressAsync(key);
        await Expect(ben["seconds-left"]).ToContainTextAsync("left to answer");
        await Expect(anna["outgoing-dialog"]).ToHaveAttributeAsync("data-state", "ringing");

        await ben.Page.EvaluateAsync("() => { const then = performance.now(); delete performance.now; return new Promise(done => { " +
            "const look = () => performance.now() > then + 1000 ? done() : requestAnimationFrame(look); look(); }); }");
        await ben.Page.Keyboard.PressAsync("Enter");
        await Task.WhenAll(anna.IsInCall(), ben.IsInCall());
    }

    private static async Task HoldEnter(Person person)
    {
        for (var beat = 0; beat < 20; beat++)
            await person.Page.Keyboard.DownAsync("Enter");
    }
}
