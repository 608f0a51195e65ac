using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace OrleansCalls.Testing;

/// <summary>Somebody who is signed in over HTTP: what a test needs of the API that is not what it tests.</summary>
public sealed class ProductApi : IDisposable
{
    private readonly HttpClient _http;

    private ProductApi(HttpClient http, string accessToken, string userId)
    {
        _http = http;
        AccessToken = accessToken;
        UserId = userId;
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
    }

    /// <summary>The token, for the hub.</summary>
    public string AccessToken { get; }

    /// <summary>Whose token it is.</summary>
    public string UserId { get; }

    /// <summary>Signs in.</summary>
    public static async Task<ProductApi> SignIn(Uri address, string username, string password)
    {
        var http = new HttpClient { BaseAddress = address };
        using var response = await http.PostAsJsonAsync("/api/auth/login", new { username, password });
        var body = await Read(response);
        return new ProductApi(http, body.GetProperty("accessToken").GetString()!, body.GetProperty("user").GetProperty("id").GetString()!);
    }

    /// <summary>Signs in as the demo data's administrator.</summary>
    public static Task<ProductApi> SignInAsAdministrator(Uri address) => SignIn(address, "ken", "demo-ken");

    /// <summary>Makes accounts of an organisation; the password is <c>demo-</c> and the username.</summary>
    public async Task CreateUsers(string organisation, IEnumerable<string> usernames)
    {
        var users = usernames.Select(username => new
        {
            username,
            password = $"demo-{username}",
            displayName = char.ToUpperInvariant(username[0]) + username.Split('.')[0][1..],
            email = $"{username}@{organisation}.example",
            role = "user",
            organisation,
        });
        using var response = await _http.PostAsJsonAsync("/api/admin/users", users);
        await Read(response);
    }

    /// <summary>The body of a GET; the default value where there is none.</summary>
    public async Task<JsonElement> Get(string path)
    {
        using var response = await _http.GetAsync(new Uri(path, UriKind.Relative));
        return await Read(response);
    }

    public void Dispose() => _http.Dispose();

    private static async Task<JsonElement> Read(HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode)
            throw new HttpRequestException(
                $"{response.RequestMessage!.RequestUri} answered {(int)response.StatusCode}: {body}", null, response.StatusCode);
        if (body.Length == 0)
            return default;
        using var document = JsonDocument.Parse(body);
        return document.RootElement.Clone();
    }
}
