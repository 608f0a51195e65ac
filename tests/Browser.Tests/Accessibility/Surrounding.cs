using Microsoft.Playwright;

namespace OrleansCalls.Browser.Tests.Accessibility;

/// <summary>What a page is looked at on.</summary>
internal sealed record Surrounding(
    string Name, int Width, int Height, ColorScheme Scheme = ColorScheme.Light, ForcedColors Forced = ForcedColors.None)
{
    /// <summary>Puts a page into it.</summary>
    public async Task Surround(IPage page)
    {
        await page.SetViewportSizeAsync(Width, Height);
        await page.EmulateMediaAsync(new() { ColorScheme = Scheme, ForcedColors = Forced });
    }
}
