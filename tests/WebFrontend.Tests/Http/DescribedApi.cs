using System.Text.Json;
using OrleansCalls.Hosting;

namespace OrleansCalls.Http;

/// <summary>The API's description, and what was found when it was compared with answers.</summary>
internal sealed class DescribedApi
{
    private readonly JsonElement _document;
    private readonly SchemaCheck _check;
    private readonly List<string> _faults = [];

    public DescribedApi(JsonElement document)
    {
        _document = document;
        _check = new SchemaCheck(document);
        Operations =
        [
            .. from path in document.GetProperty("paths").EnumerateObject()
               from operation in path.Value.EnumerateObject()
               select new Operation(operation.Name.ToUpperInvariant(), path.Name, operation.Value),
        ];
    }

    /// <summary>Every method of every path.</summary>
    public IReadOnlyList<Operation> Operations { get; }

    /// <summary>Where answers and description differ.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Statuses that came, by operation.</summary>
    public HashSet<(string Id, string Status)> Seen { get; } = [];

    /// <summary>The examples of the schemas, which are to be of their own form.</summary>
    public IEnumerable<string> WrongExamples() =>
        from schema in _document.GetProperty("components").GetProperty("schemas").EnumerateObject()
        where schema.Value.TryGetProperty("examples", out _)
        from example in schema.Value.GetProperty("examples").EnumerateArray()
        from fault in _check.Check(schema.Value, example, schema.Name)
        select fault;

    /// <summary>The bodies of requests whose schema has no example.</summary>
    public IEnumerable<string> BodiesWithoutExample() =>
        from operation in Operations
        where operation.HasBody
        let schema = _check.Find(operation.Body)
        where !schema.TryGetProperty("examples", out _) && !schema.TryGetProperty("oneOf", out _)
        select operation.Id;

    /// <summary>The body that the description gives as an example; null where none is taken.</summary>
    public HttpContent? ExampleFor(Operation operation) => operation.HasBody
        ? Hosting.Json.Text(_check.Find(operation.Body).GetProperty("examples")[0].GetRawText())
        : null;

    /// <summary>Sends a request and compares the answer with what the description says of this operation.</summary>
    public async Task<JsonElement> Send(HttpClient http, string id, HttpContent? body = null, string query = "", params string[] values)
    {
        var operation = Operations.Single(operation => operation.Id == id);
        var path = values.Aggregate(
            operation.Path, (path, value) =>
                path.IndexOf('{') is >= 0 and var at ? path[..at] + value + path[(path.IndexOf('}') + 1)..] : path);
        using var request = new HttpRequestMessage(new HttpMethod(operation.Method), path + query) { Content = body };
        request.Headers.ExpectContinue = body?.Headers.ContentLength > 1_000_000;
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return Compare(operation, answer, text);
    }

    private JsonElement Compare(Operation operation, HttpResponseMessage answer, string text)
    {
        var status = ((int)answer.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var at = $"{operation.Method} {operation.Path} {status}";
        Seen.Add((operation.Id, status));
        if (!operation.Json.GetProperty("responses").TryGetProperty(status, out var described))
            _faults.Add($"{at}: such a status is not described: {text}");
        else if (described.TryGetProperty("headers", out var headers))
            _faults.AddRange(
                headers.EnumerateObject().Where(header => !answer.Headers.Contains(header.Name))
                .Select(header => $"{at}: no {header.Name}"));
        var media = described.ValueKind == JsonValueKind.Object && described.TryGetProperty("content", out var content)
            ? content.EnumerateObject().ToList() : [];
        if (media.Count == 0)
        {
            if (text.Length > 0)
                _faults.Add($"{at}: a body is not described: {text}");
            return default;
        }

        if (answer.Content.Headers.ContentType?.MediaType != media[0].Name)
            _faults.Add($"{at}: {answer.Content.Headers.ContentType} in place of {media[0].Name}");
        var json = JsonElement.Parse(text);
        _faults.AddRange(_check.Check(media[0].Value.GetProperty("schema"), json).Select(fault => $"{at} {fault}"));
        return json;
    }

    /// <summary>A method of a path.</summary>
    public sealed record Operation(string Method, string Path, JsonElement Json)
    {
        /// <summary>Its name.</summary>
        public string Id => Json.Text("operationId") ?? $"{Method} {Path}";

        /// <summary>The statuses that may come.</summary>
        public IEnumerable<string> Statuses => Json.GetProperty("responses").EnumerateObject().Select(answer => answer.Name);

        /// <summary>Whether it takes a body.</summary>
        public bool HasBody => Json.TryGetProperty("requestBody", out _);

        /// <summary>The schema of the body.</summary>
        public JsonElement Body =>
            Json.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema");

        /// <summary>A query that is not taken: without what is required, or with its first part far too long.</summary>
        public string BrokenQuery
        {
            get
            {
                var asked = Json.GetProperty("parameters").EnumerateArray().Where(parameter => parameter.Text("in") == "query").ToList();
                return asked.Exists(parameter => parameter.TryGetProperty("required", out var required) && required.GetBoolean())
                    ? ""
                    : $"?{asked[0].Text("name")}={new string('x', 300)}";
            }
        }

        /// <summary>Whether one has to be signed in.</summary>
        public bool NeedsSession => Json.GetProperty("security").GetArrayLength() > 0;
    }
}
