using Microsoft.Playwright;
using OrleansCalls.Browser.Tests.Browsers;
using OrleansCalls.Testing;

namespace OrleansCalls.Browser.Tests.Media;

/// <summary>What the page's own diagnostics say of its peer connection.</summary>
public sealed record MediaFlow
{
    /// <summary>Bytes that went out.</summary>
    public double BytesSent { get; init; }

    /// <summary>Bytes that came in.</summary>
    public double BytesReceived { get; init; }

    /// <summary>Pictures of the other side that were decoded.</summary>
    public double FramesDecoded { get; init; }

    /// <summary>Bytes of sound that came in.</summary>
    public double AudioBytesReceived { get; init; }

    /// <summary>The peer connection's state.</summary>
    public string? PcState { get; init; }

    /// <summary>Which peer connection of the call it is.</summary>
    public double Generation { get; init; }

    /// <summary>Reads it from the page.</summary>
    public static Task<MediaFlow> Of(Person person) =>
        person.Page.EvaluateAsync<MediaFlow>("() => window.orleansCalls.client.diagnostics()");

    /// <summary>Waits until sound and pictures come in, and something goes out, from now on.</summary>
    public static async Task RunsBothWays(Person person, bool video = true)
    {
        var before = await Of(person);
        await Eventually.Holds(() => Of(person), now =>
            now.PcState == "connected"
            && now.BytesSent > before.BytesSent + 1000
            && now.BytesReceived > before.BytesReceived + 1000
            && now.AudioBytesReceived > before.AudioBytesReceived + 200
            && (!video || now.FramesDecoded > before.FramesDecoded + 5), TimeSpan.FromSeconds(30));
        if (video)
            await RemoteVideoPlays(person);
    }

    private static async Task RemoteVideoPlays(Person person)
    {
        var video = person["remote-video"];
        var before = await video.EvaluateAsync<double>("video => video.currentTime");
        await Eventually.Holds(() => video.EvaluateAsync<bool>(
            "(video, before) => !video.paused && video.videoWidth > 0 && video.currentTime > before", before));
    }
}
