using Microsoft.Extensions.FileProviders;

namespace OrleansCalls.BrowserApp;

/// <summary>Serves the browser client: its files below <c>/app</c>, and its page for every path inside it.</summary>
public static class BrowserAppFiles
{
    private const string Prefix = "/app";
    private static readonly string[] NotPages = [Prefix, "/api", "/hubs", "/openapi", "/healthz"];

    // Shown until the client is built; without scripts, it needs no exception from the content policy.
    private const string NotBuilt =
        "<!doctype html><html lang=\"en\"><title>OrleansCalls</title><h1>The browser client is not built</h1>" +
        "<p>The server runs. Build the client with <code>dotnet build WebFrontend</code> (it needs Node.js and npm), "
        + "then load this page again.</p></html>";

    /// <summary>Adds the client's files and page, behind routing.</summary>
    public static void UseBrowserApp(this WebApplication app)
    {
        var files = Find(app.Environment);
        if (files is not null)
        {
            var packed = new PackedFiles(files);
            app.Use((context, next) =>
            {
                packed.Choose(context.Request, Prefix);
                return next(context);
            });
            app.UseStaticFiles(new StaticFileOptions
            {
                FileProvider = files,
                RequestPath = Prefix,
                ContentTypeProvider = packed,
                OnPrepareResponse = static sent =>
                {
                    sent.Context.Response.Headers.CacheControl = CachingOf(sent.Context.Request.Path);
                    PackedFiles.Describe(sent);
                },
            });
        }

        app.Use((context, next) => IsPage(context) ? SendPage(context, files) : next(context));
    }

    // Built files have a hash of their content in their names; the few that do not are revalidated.
    private static string CachingOf(PathString path) =>
        path.StartsWithSegments(Prefix + "/assets", StringComparison.OrdinalIgnoreCase)
            ? "public, max-age=31536000, immutable"
            : "no-cache";

    private static bool IsPage(HttpContext context)
    {
        var request = context.Request;
        return context.GetEndpoint() is null
            && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            && request.Path != "/favicon.ico"
            && !Array.Exists(
                NotPages, path => request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase) && request.Path != Prefix)
            && (request.Path == "/" || request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase));
    }

    private static async Task SendPage(HttpContext context, PhysicalFileProvider? files)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-cache";
        if (files?.GetFileInfo("index.html") is { Exists: true } page)
            await context.Response.SendFileAsync(page, context.RequestAborted);
        else
            await context.Response.WriteAsync(NotBuilt, context.RequestAborted);
    }

    /// <summary>In the working folder, beside the program, or beside the sources that the program was built from.</summary>
    private static PhysicalFileProvider? Find(IWebHostEnvironment environment)
    {
        string[] roots = [environment.ContentRootPath, AppContext.BaseDirectory, Path.Combine(AppContext.BaseDirectory, "..", "..", "..")];
        var directory = roots.Select(root => Path.GetFullPath(Path.Combine(root, "wwwroot", "app"))).FirstOrDefault(Directory.Exists);
        return directory is null ? null : new PhysicalFileProvider(directory);
    }
}
