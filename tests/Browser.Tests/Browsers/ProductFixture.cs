using Microsoft.Playwright;
using OrleansCalls.Testing;

namespace OrleansCalls.Browser.Tests.Browsers;

/// <summary>The real product and a real browser, shared by the tests of a collection; every test brings its own people.</summary>
public class ProductFixture : IAsyncLifetime
{
    private int _organisations;
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private RunningProduct? _product;
    private ProductApi? _administrator;

    /// <summary>The product.</summary>
    public RunningProduct Product => _product!;

    /// <summary>Settings that the collection needs other than the defaults.</summary>
    protected virtual IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What every page runs before its own scripts, if anything.</summary>
    protected virtual string? PageScript => null;

    public virtual async Task InitializeAsync()
    {
        if (Chromium.Path is null)
            return;
        Assertions.SetDefaultExpectTimeout(15_000);
        _product = await RunningProduct.Start(Settings);
        _administrator = await ProductApi.SignInAsAdministrator(Product.Address);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium.Path, Args = Chromium.Flags });
    }

    public virtual async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        _administrator?.Dispose();
        if (_product is not null)
            await _product.DisposeAsync();
    }

    /// <summary>Makes the accounts of people who know only each other.</summary>
    public async Task<IReadOnlyList<string>> Accounts(params string[] names)
    {
        var organisation = $"org{Interlocked.Increment(ref _organisations)}";
        string[] usernames = [.. names.Select(name => $"{name}.{organisation}")];
        await _administrator!.CreateUsers(organisation, usernames);
        return usernames;
    }

    /// <summary>People with an account and a browser each, signed in.</summary>
    public async Task<People> SignedIn(params string[] names)
    {
        var people = new List<Person>();
        foreach (var username in await Accounts(names))
            people.Add(await SignIn(username));
        return new People(people);
    }

    /// <summary>Somebody with a browser of their own, before they sign in.</summary>
    public async Task<Person> Open(string username)
    {
        var context =
            await _browser!.NewContextAsync(new() { BaseURL = Product.Address.ToString(), Permissions = ["camera", "microphone"] });
        if (PageScript is { } script)
            await context.AddInitScriptAsync(script);
        return await Person.Open(username, context);
    }

    /// <summary>Somebody with a browser of their own, signed in.</summary>
    public async Task<Person> SignIn(string username)
    {
        var person = await Open(username);
        await person.SignIn();
        return person;
    }
}
