using OrleansCalls.Browser.Tests.Browsers;
using static Microsoft.Playwright.Assertions;

namespace OrleansCalls.Browser.Tests.Sessions;

/// <summary>One's own password and sessions, as one sees them.</summary>
[Collection(PatientCollection.Name)]
public sealed class AccountTests(ProductFixture product)
{
    private const float WithinMs = 5000;

    [BrowserFact]
    public async Task Session_elsewhere_is_seen_and_signed_out()
    {
        await using var people = await product.SignedIn("anna");
        var anna = people[0];
        await using var elsewhere = await product.SignIn(anna.Username);
        await OpenAccount(anna);
        await Expect(anna["session"]).ToHaveCountAsync(2);
        await Expect(anna["session"].First).ToContainTextAsync("This one");
        await anna.TakePicture("account");

        await anna["end-session"].ClickAsync();

        await Expect(elsewhere["sign-in"]).ToBeVisibleAsync(new() { Timeout = WithinMs });
        await Expect(anna["session"]).ToHaveCountAsync(1);
        anna.Trouble.IsNone();
    }

    [BrowserFact]
    public async Task Changed_password_signs_out_everywhere_else()
    {
        await using var people = await product.SignedIn("anna");
        var anna = people[0];
        await using var elsewhere = await product.SignIn(anna.Username);
        await OpenAccount(anna);

        await anna["current-password"].FillAsync($"demo-{anna.Username}");
        await anna["new-password"].FillAsync("another password");
        await anna["change-password"].ClickAsync();

        await anna.IsTold("Your password was changed");
        await Expect(elsewhere["sign-in"]).ToBeVisibleAsync(new() { Timeout = WithinMs });
        await elsewhere["username"].FillAsync(anna.Username);
        await elsewhere["password"].FillAsync("another password");
        await elsewhere["sign-in"].ClickAsync();
        await Expect(elsewhere["my-status"]).ToBeVisibleAsync();
        await Expect(anna["my-status"]).ToBeVisibleAsync();
    }

    private static async Task OpenAccount(Person person)
    {
        await person["my-status"].ClickAsync();
        await person["account"].ClickAsync();
        await Expect(person["current-password"]).ToBeVisibleAsync();
    }
}
