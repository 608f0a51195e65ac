namespace OrleansCalls.Browser.Tests.Browsers;

/// <summary>A test that drives a real browser; skipped, with the reason, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    /// <summary>Looks for the browser.</summary>
    public BrowserFactAttribute()
    {
        Timeout = 180_000;
        if (Chromium.Path is null)
            Skip = "Chromium is not installed here";
    }
}
