using System.Net.Sockets;
using System.Text;

namespace OrleansCalls.Http;

/// <summary>An answer to a request of these very characters: the usual clients tidy a path before they send it.</summary>
internal sealed record RawAnswer(int Status, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>
    /// Sends a request without a body. <paramref name="target"/> is not changed; a <c>Host</c> is added unless one is given.
    /// </summary>
    public static async Task<RawAnswer> To(Uri server, string method, string target, params (string Name, string Value)[] headers)
    {
        var request = new StringBuilder($"{method} {target} HTTP/1.1\r\nContent-Length: 0\r\n");
        if (!Array.Exists(headers, header => header.Name == "Host"))
            request.Append("Host: ").Append(server.Authority).Append("\r\n");
        var ends = !Array.Exists(headers, header => header.Name == "Connection");
        if (ends)
            request.Append("Connection: close\r\n");
        foreach (var (name, value) in headers)
            request.Append(name).Append(": ").Append(value).Append("\r\n");
        request.Append("\r\n");

        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port);
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(request.ToString()));
        using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
        var status = (await reader.ReadLineAsync())!.Split(' ')[1];
        var received = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await reader.ReadLineAsync() is { Length: > 0 } line)
            received[line.Split(':')[0]] = line[(line.IndexOf(':') + 1)..].Trim();

        // A connection that may become a socket has no end to read to.
        var body = ends ? await reader.ReadToEndAsync() : "";
        return new RawAnswer(int.Parse(status, System.Globalization.CultureInfo.InvariantCulture), received, body);
    }
}
