namespace OrleansCalls.Browser.Tests.Browsers;

/// <summary>The browser that the machine has; nothing is downloaded.</summary>
internal static class Chromium
{
    /// <summary>The executable, or null where there is none.</summary>
    public static string? Path { get; } = Find(["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]);

    /// <summary>A camera and a microphone that are always there, and no traffic but the page's.</summary>
    public static IReadOnlyList<string> Flags { get; } =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
        "--allow-loopback-in-peer-connection", "--disable-features=WebRtcHideLocalIpsWithMdns",
            "--autoplay-policy=no-user-gesture-required",
    ];

    private static string? Find(string[] names) => names
        .SelectMany(name =>
            (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => System.IO.Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);
}
