namespace OrleansCalls.Launcher.Up;

/// <summary>Asks a front-end whether it serves.</summary>
internal static class Readiness
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(150);

    /// <summary>Completes once <c>/healthz/ready</c> answers 200.</summary>
    public static async Task Wait(Uri address, CancellationToken stop)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        while (!await IsReady(http, new Uri(address, "/healthz/ready"), stop))
            await Task.Delay(Interval, stop);
    }

    private static async Task<bool> IsReady(HttpClient http, Uri health, CancellationToken stop)
    {
        try
        {
            using var response = await http.GetAsync(health, stop);
            return response.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !stop.IsCancellationRequested)
        {
            return false;
        }
    }
}
