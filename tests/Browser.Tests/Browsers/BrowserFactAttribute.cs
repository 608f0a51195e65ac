using OrleansCalls.Testing;

namespace OrleansCalls.Browser.Tests.Browsers;

/// <summary>A test that drives a real browser; skipped, with the reason, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    /// <summary>Looks for the browser, and for coturn where the test needs a relay.</summary>
    public BrowserFactAttribute(bool relayed = false)
    {
        Timeout = 180_000;
        if (Chromium.Path is null)
            Skip = "Chromium is not installed here";
        else if (relayed && !TurnServer.IsInstalled)
            Skip = "coturn is not installed here";
    }
}
