using System.Net;
using System.Text.Json;
using OrleansCalls.People;
using OrleansCalls.Testing;

namespace OrleansCalls.Hosting;

/// <summary>A signed-in user and what they do.</summary>
public sealed record Person(FrontEnd FrontEnd, User User, string Token, HttpClient Http)
{
    /// <summary>The user's id.</summary>
    public string Id => User.Id;

    /// <summary>The password of a test's user.</summary>
    public static string PasswordOf(string username) => "password of " + username;

    /// <summary>Opens a connection of a device's, and waits for the snapshot.</summary>
    public async Task<HubClient> Connect(string deviceId = "d1")
    {
        var client = await HubClient.Connect(FrontEnd.Address, new HubClientOptions { AccessToken = Token, DeviceId = deviceId });
        await client.Next("Snapshot");
        return client;
    }

    /// <summary>Posts, whatever comes of it.</summary>
    public Task<HttpResponseMessage> Post(string path, object? body = null) => Http.PostAsync(path, body is null ? null : Json.Body(body));

    /// <summary>Posts, and reads the answer that must be a success.</summary>
    public async Task<JsonElement> Do(string path, object body)
    {
        var answer = await Post(path, body);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return answer.StatusCode == HttpStatusCode.OK || answer.StatusCode == HttpStatusCode.Created ? await Json.Read(answer) : default;
    }

    /// <summary>Gets, and reads the answer that must be a success.</summary>
    public async Task<JsonElement> Get(string path)
    {
        var answer = await Http.GetAsync(path);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return await Json.Read(answer);
    }

    /// <summary>Calls somebody and returns the call.</summary>
    public Task<JsonElement> Call(Person callee, string? deviceId = null) =>
        Do("/api/call/initiate", new { calleeId = callee.Id, media = "audio", deviceId });
}
