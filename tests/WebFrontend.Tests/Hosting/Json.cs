using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace OrleansCalls.Hosting;

/// <summary>JSON bodies and problems.</summary>
public static class Json
{
    /// <summary>A body.</summary>
    public static HttpContent Body(object body) => JsonContent.Create(body);

    /// <summary>A body of these very characters.</summary>
    public static HttpContent Text(string body) => new StringContent(body, Encoding.UTF8, "application/json");

    /// <summary>Reads an answer.</summary>
    public static async Task<JsonElement> Read(HttpResponseMessage answer) => await answer.Content.ReadFromJsonAsync<JsonElement>();

    /// <summary>Asserts that the answer is a problem of this status and code, and returns it.</summary>
    public static async Task<JsonElement> Refused(this Task<HttpResponseMessage> asking, HttpStatusCode status, string code)
    {
        var answer = await asking;
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(status == answer.StatusCode, $"{(int)answer.StatusCode} instead of {(int)status}: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonElement.Parse(text);
        Assert.Equal(code, problem.Text("code"));
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        if (status is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable)
            Assert.True(answer.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1), "No Retry-After.");
        return problem;
    }

    /// <summary>A text property, or null.</summary>
    public static string? Text(this JsonElement element, string property) =>
        element.TryGetProperty(property, out var value) ? value.GetString() : null;
}
