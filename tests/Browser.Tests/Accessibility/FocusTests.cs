using Microsoft.Playwright;
using OrleansCalls.Browser.Tests.Browsers;
using static Microsoft.Playwright.Assertions;

namespace OrleansCalls.Browser.Tests.Accessibility;

/// <summary>The focus is never lost, and always to be seen (FEATURES H6).</summary>
[Collection(UnhurriedCollection.Name)]
public sealed class FocusTests(UnhurriedCollection.Fixture product)
{
    [BrowserFact]
    public async Task After_a_call_it_is_where_it_was()
    {
        await using var people = await product.SignedIn("anna", "ben");
        var (anna, ben) = people;
        var call = anna.RowOf(ben.Username).GetByTestId("call-video");
        await ben["nav-people"].FocusAsync();
        await call.FocusAsync();

        await anna.Page.Keyboard.PressAsync("Enter");
        await ben.Answer();
        await Task.WhenAll(anna.IsInCall(), ben.IsInCall());
        await ben["hangup"].ClickAsync();
        await Task.WhenAll(anna.IsInNoCall(), ben.IsInNoCall());
        await Expect(call).ToBeFocusedAsync();
        await Expect(ben["nav-people"]).ToBeFocusedAsync();
    }

    [BrowserFact]
    public async Task After_a_call_that_rang_only_it_is_where_it_was()
    {
        await using var people = await product.SignedIn("anna", "ben");
        var (anna, ben) = people;
        var call = anna.RowOf(ben.Username).GetByTestId("call-audio");
        await ben["search"].FocusAsync();

        await call.ClickAsync();
        await ben["decline"].ClickAsync();
        await Task.WhenAll(anna.IsInNoCall(), ben.IsInNoCall());
        await Expect(call).ToBeFocusedAsync();
        await Expect(ben["search"]).ToBeFocusedAsync();
    }

    [BrowserFact]
    public async Task After_sign_in_it_is_on_the_title_and_a_link_skips_the_navigation()
    {
        var accounts = await product.Accounts("anna");
        await using var anna = await product.SignIn(accounts[0]);
        await Expect(anna.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeFocusedAsync();

        await anna.Page.ReloadAsync();
        await Expect(anna["search"]).ToBeVisibleAsync();
        await anna.Page.Keyboard.PressAsync("Tab");
        await Expect(anna["skip-link"]).ToBeFocusedAsync();
        await anna.Page.Keyboard.PressAsync("Enter");
        await Expect(anna.Page.GetByRole(AriaRole.Main)).ToBeFocusedAsync();
        await anna.Page.Keyboard.PressAsync("Tab");
        await Expect(anna.Page.Locator("main :focus")).ToHaveCountAsync(1);
    }

    [BrowserFact]
    public async Task When_what_had_it_goes_it_stays_there()
    {
        var accounts = await product.Accounts("anna", "ben");
        await using var anna = await product.SignIn(accounts[0]);
        await anna.CallWithAudio(accounts[1]);
        await anna.IsTold("offline");

        await using var ben = await product.SignIn(accounts[1]);
        await ben["nav-missed"].ClickAsync();
        await ben["mark-seen"].ClickAsync();
        await Expect(ben["mark-seen"]).ToHaveCountAsync(0);
        await Expect(ben["missed-item"]).ToBeFocusedAsync();
    }

    [BrowserFact]
    public async Task It_is_seen_in_forced_colours()
    {
        var accounts = await product.Accounts("anna", "ben");
        await using var anna = await product.SignIn(accounts[0]);
        await anna.Page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
        var call = anna.RowOf(accounts[1]).GetByTestId("call-audio");
        foreach (var place in (ILocator[])[anna["nav-people"], anna["search"], call, anna["my-status"]])
        {
            await place.FocusAsync();
            await anna.Page.Keyboard.PressAsync("Shift"); // the focus is shown to those who use keys
            await Expect(place).ToHaveCSSAsync("outline-style", "solid");
            await Expect(place).Not.ToHaveCSSAsync("outline-width", "0px");
        }
    }
}
