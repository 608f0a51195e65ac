using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace OrleansCalls.Browser.Tests.Browsers;

/// <summary>Somebody at a browser: what they do, and what they see.</summary>
public sealed class Person : IAsyncDisposable
{
    private readonly IBrowserContext _context;

    private Person(string username, IBrowserContext context, IPage page, PageTrouble trouble)
    {
        Username = username;
        _context = context;
        Page = page;
        Trouble = trouble;
    }

    /// <summary>The name that they sign in with.</summary>
    public string Username { get; }

    /// <summary>The tab.</summary>
    public IPage Page { get; }

    /// <summary>What the tab complained about.</summary>
    public PageTrouble Trouble { get; }

    /// <summary>An element by the id that tests know it by.</summary>
    public ILocator this[string testId] => Page.GetByTestId(testId);

    /// <summary>The call that the page shows.</summary>
    public ILocator ActiveCall => this["active-call"];

    /// <summary>Opens the app in a new tab.</summary>
    public static async Task<Person> Open(string username, IBrowserContext context)
    {
        var page = await context.NewPageAsync();
        var person = new Person(username, context, page, new PageTrouble(page));
        await page.GotoAsync("/");
        return person;
    }

    /// <summary>Signs in and waits for the list of people.</summary>
    public async Task SignIn()
    {
        await this["username"].FillAsync(Username);
        await this["password"].FillAsync($"demo-{Username}");
        await this["sign-in"].ClickAsync();
        await Expect(this["my-status"]).ToBeVisibleAsync();
    }

    /// <summary>Opens the app in a second tab of the same browser.</summary>
    public Task<Person> OpenSecondTab() => Open(Username, _context);

    /// <summary>Closes the tab.</summary>
    public Task CloseTab() => Page.CloseAsync();

    /// <summary>The row of another person in the list.</summary>
    public ILocator RowOf(string username) => this[$"person-{username}"];

    /// <summary>Waits until somebody is seen with a status.</summary>
    public Task Sees(Person other, string status, TimeSpan? within = null) => Sees(other.Username, status, within);

    /// <inheritdoc cref="Sees(Person, string, TimeSpan?)"/>
    public Task Sees(string username, string status, TimeSpan? within = null) => Expect(RowOf(username).GetByTestId("presence"))
        .ToHaveAttributeAsync("data-status", status, new() { Timeout = (float)(within ?? TimeSpan.FromSeconds(30)).TotalMilliseconds });

    /// <summary>Presses somebody's video call button.</summary>
    public Task CallWithVideo(Person other) => CallWithVideo(other.Username);

    /// <inheritdoc cref="CallWithVideo(Person)"/>
    public Task CallWithVideo(string username) => RowOf(username).GetByTestId("call-video").ClickAsync();

    /// <summary>Presses somebody's audio call button.</summary>
    public Task CallWithAudio(Person other) => CallWithAudio(other.Username);

    /// <inheritdoc cref="CallWithAudio(Person)"/>
    public Task CallWithAudio(string username) => RowOf(username).GetByTestId("call-audio").ClickAsync();

    /// <summary>Both press each other's video call button at the same moment of the machine's clock.</summary>
    public static Task CallEachOther(Person one, Person other)
    {
        const string script = "(button, at) => new Promise(done => setTimeout(() => { button.click(); done(); }, at - Date.now()))";
        var moment = TimeProvider.System.GetUtcNow().AddMilliseconds(500).ToUnixTimeMilliseconds();
        return Task.WhenAll(
            one.RowOf(other.Username).GetByTestId("call-video").EvaluateAsync(script, moment),
            other.RowOf(one.Username).GetByTestId("call-video").EvaluateAsync(script, moment));
    }

    /// <summary>Waits for the dialog of an incoming call and presses Answer.</summary>
    public Task Answer() => this["answer"].ClickAsync();

    /// <summary>Waits until the call shows as connected.</summary>
    public Task IsInCall() => Expect(ActiveCall).ToHaveAttributeAsync("data-state", "connected", new() { Timeout = 30_000 });

    /// <summary>Waits until no call is shown, neither ringing nor running.</summary>
    /// <param name="within">Seconds.</param>
    public async Task IsInNoCall(int within = 15)
    {
        foreach (var sign in (string[])["active-call", "incoming-dialog", "outgoing-dialog"])
            await Expect(this[sign]).ToHaveCountAsync(0, new() { Timeout = within * 1000 });
    }

    /// <summary>The id of the call that is shown.</summary>
    public Task<string?> CallId() => ActiveCall.GetAttributeAsync("data-call-id");

    /// <summary>Waits for a toast that says this, in whatever case.</summary>
    public Task IsTold(string words) =>
        Expect(this["toast"].Filter(new() { HasText = words }).First).ToBeVisibleAsync();

    /// <summary>Waits until the badge counts so many missed calls that were not looked at.</summary>
    public Task SeesUnseenMissedCalls(int count) => Expect(this["missed-badge"]).ToContainTextAsync($"{count} not seen");

    /// <summary>Opens the history and waits until a call, counted from the newest, ended so.</summary>
    public async Task SeesInHistory(string endReason, int at = 0)
    {
        await this["nav-history"].ClickAsync();
        await Expect(this["history-item"].Nth(at)).ToHaveAttributeAsync("data-end-reason", endReason);
        await this["nav-people"].ClickAsync();
    }

    /// <summary>Keeps what the tab shows for the documentation, where <c>CALLS_PICTURES</c> names a folder.</summary>
    public async Task TakePicture(string name)
    {
        if (Environment.GetEnvironmentVariable("CALLS_PICTURES") is { Length: > 0 } folder)
            await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png") });
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
