using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using OrleansCalls.Cluster.Tests.History;

namespace OrleansCalls.Cluster.Tests.Load;

/// <summary>Somebody who is signed in.</summary>
/// <param name="Username">The name.</param>
/// <param name="UserId">The id.</param>
/// <param name="Token">The session's token.</param>
/// <param name="DeviceId">The device.</param>
public sealed record Account(string Username, string UserId, string Token, string DeviceId)
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(10) };

    /// <summary>What the product says this person is doing.</summary>
    /// <exception cref="HttpRequestException">It does not say.</exception>
    public async Task<string> AskStatus(Uri frontEnd)
    {
        using var response = await Get(frontEnd, $"/api/status/user/{UserId}");
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetString()!;
    }

    /// <summary>A call as the product has it; null when it does not answer.</summary>
    public async Task<SeenCall?> AskCall(Uri frontEnd, string callId)
    {
        try
        {
            using var response = await Get(frontEnd, $"/api/call/status?callId={callId}");
            return response.IsSuccessStatusCode ? SeenCall.Read(await response.Content.ReadFromJsonAsync<JsonElement>()) : null;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>Whether the product can say which call this person is in.</summary>
    public async Task<bool> AskActive(Uri frontEnd)
    {
        try
        {
            using var response = await Get(frontEnd, "/api/call/active");
            return response.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>The answer to a POST.</summary>
    public async Task<HttpResponseMessage> Post(Uri frontEnd, string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(frontEnd, path)) { Content = JsonContent.Create(body) };
        return await Send(request);
    }

    private async Task<HttpResponseMessage> Get(Uri frontEnd, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(frontEnd, path));
        return await Send(request);
    }

    private Task<HttpResponseMessage> Send(HttpRequestMessage request)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        return Http.SendAsync(request);
    }
}
