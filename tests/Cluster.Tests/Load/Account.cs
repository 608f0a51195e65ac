using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace OrleansCalls.Cluster.Tests.Load;

/// <summary>Somebody who is signed in.</summary>
/// <param name="Username">The name.</param>
/// <param name="UserId">The id.</param>
/// <param name="Token">The session's token.</param>
/// <param name="DeviceId">The device.</param>
public sealed record Account(string Username, string UserId, string Token, string DeviceId)
{
    /// <summary>What the product says this person is doing.</summary>
    public async Task<string> AskStatus(HttpClient http)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/api/status/user/{UserId}", UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        using var response = await http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetString()!;
    }
}
