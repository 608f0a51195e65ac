using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace OrleansCalls.BrowserApp;

/// <summary>The files that the client's build has compressed already, for browsers that accept them.</summary>
public sealed class PackedFiles(IFileProvider files) : IContentTypeProvider
{
    /// <summary>The smallest first.</summary>
    private static readonly (string Encoding, string Suffix)[] Packings = [("br", ".br"), ("gzip", ".gz")];

    private readonly FileExtensionContentTypeProvider _types = new();

    /// <summary>Points a request below <paramref name="prefix"/> to the compressed copy of its file, if the browser accepts it.</summary>
    public void Choose(HttpRequest request, PathString prefix)
    {
        if (!request.Path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase, out var path))
            return;
        var packing = Array.Find(Packings, packing => Takes(request, packing.Encoding) && files.GetFileInfo(path + packing.Suffix).Exists);
        request.Path += packing.Suffix;
    }

    /// <summary>Says how the answer is compressed, and that it varies.</summary>
    public static void Describe(StaticFileResponseContext sent)
    {
        sent.Context.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        sent.Context.Response.Headers.ContentEncoding = PackingOf(sent.File.Name).Encoding;
    }

    public bool TryGetContentType(string subpath, out string contentType) =>
        _types.TryGetContentType(subpath[..^(PackingOf(subpath).Suffix ?? "").Length], out contentType!);

    private static (string? Encoding, string? Suffix) PackingOf(string name) =>
        Array.Find(Packings, packing => name.EndsWith(packing.Suffix, StringComparison.OrdinalIgnoreCase));

    private static bool Takes(HttpRequest request, string encoding) =>
        StringWithQualityHeaderValue.TryParseList([.. request.Headers.AcceptEncoding.OfType<string>()], out var accepted)
        && accepted.Any(one => one.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase) && one.Quality is not 0);
}
