using Microsoft.Playwright;
using OrleansCalls.Browser.Tests.Browsers;
using OrleansCalls.Testing;

namespace OrleansCalls.Browser.Tests.Accessibility;

/// <summary>Looks at a state of the page as it is in every surrounding: axe, the size of targets, the width, what is read out.</summary>
internal static class Audit
{
    private static readonly Lazy<string> Axe = new(() => File.ReadAllText(
        Path.Combine(BuiltProduct.Root, "WebFrontend", "client", "node_modules", "axe-core", "axe.min.js")));

    private static readonly Lazy<string> Script = new(() => File.ReadAllText(
        Path.Combine(BuiltProduct.Root, "tests", "Browser.Tests", "Accessibility", "audit.js")));

    private static readonly Surrounding[] Surroundings =
    [
        new("light", 1280, 800),
        new("dark", 1280, 800, ColorScheme.Dark),
        new("phone", 390, 844),
        new("landscape", 844, 390),
        new("the narrowest", 320, 640),
        new("200 %", 640, 400, ColorScheme.Dark),
        new("forced colours", 1280, 800, Forced: ForcedColors.Active),
    ];

    /// <summary>Fails with what is wrong, and where.</summary>
    public static async Task Passes(Person person, string state)
    {
        var found = new List<string>();
        // Toasts stay while somebody looks at another window.
        await person.Page.EvaluateAsync("window.dispatchEvent(new Event('blur'))");
        foreach (var surrounding in Surroundings)
        {
            await surrounding.Surround(person.Page);
            await person.Page.EvaluateAsync($"{Axe.Value};0");
            var problems = await person.Page.EvaluateAsync<string[]>(Script.Value);
            found.AddRange(problems.Distinct().Select(problem => $"{state}, {surrounding.Name}: {problem}"));
        }

        await Surroundings[0].Surround(person.Page);
        Assert.True(found.Count == 0, string.Join('\n', found));
    }
}
