using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;

namespace OrleansCalls.Http;

/// <summary>
/// Compresses the long answers of marked end-points. Not all: small ones gain nothing, and an answer's length tells an eavesdropper whether
/// a guess that it repeats also occurs elsewhere in it (BREACH). So an end-point is marked only if its answer holds no secret, or nothing
/// taken from the request.
/// </summary>
public static class Compression
{
    /// <summary>Adds compression.</summary>
    public static IServiceCollection AddCompression(this IServiceCollection services)
    {
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = ["application/json"];
        });

        // Each answer has a single reader: fast beats small.
        services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        return services;
    }

    /// <summary>Adds it to the pipeline, behind routing.</summary>
    public static IApplicationBuilder UseCompression(this IApplicationBuilder app) =>
        app.UseWhen(context => context.GetEndpoint()?.Metadata.GetMetadata<Mark>() is not null, marked => marked.UseResponseCompression());

    /// <summary>Marks an end-point whose answers are long and hold no secret.</summary>
    public static TBuilder Compress<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new Mark());

    private sealed class Mark;
}
