using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;

namespace OrleansCalls.Http;

/// <summary>
/// Compresses the answers that are long, where their end-point says so. Not all of them: what is small gains nothing, and how well an answer compresses
/// tells who reads the line whether a guess that it repeats is also elsewhere in it (BREACH). So an end-point is marked only if its answer holds no secret,
/// or nothing that the request said.
/// </summary>
public static class Compression
{
    /// <summary>Adds what compresses.</summary>
    public static IServiceCollection AddCompression(this IServiceCollection services)
    {
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = ["application/json"];
        });

        // Answers are made for one reader each: quickly rather than small.
        services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        return services;
    }

    /// <summary>Compresses behind routing.</summary>
    public static IApplicationBuilder UseCompression(this IApplicationBuilder app) =>
        app.UseWhen(context => context.GetEndpoint()?.Metadata.GetMetadata<Mark>() is not null, marked => marked.UseResponseCompression());

    /// <summary>Marks an end-point whose answers are long and hold no secret.</summary>
    public static TBuilder Compress<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new Mark());

    private sealed class Mark;
}
