using System.Reflection;

namespace OrleansCalls.Launcher;

/// <summary>Where the built product is, as seen from the launcher built with it.</summary>
internal static class Repository
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>Where data is kept unless <c>--data</c> says otherwise.</summary>
    public static string DefaultData => Path.Combine(Root, ".data");

    /// <summary><c>Debug</c> or <c>Release</c>, as the launcher itself was built.</summary>
    public static string Configuration { get; } =
        typeof(Repository).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration ?? "Debug";

    /// <summary>The program that runs .NET assemblies.</summary>
    public static string DotNet { get; } =
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet";

    /// <summary>The assembly of a project of the product.</summary>
    public static string AssemblyOf(string project) =>
        Path.Combine(Root, project, "bin", Configuration, "net10.0", $"OrleansCalls.{project}.dll");

    private static string FindRoot(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "OrleansCalls.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"The launcher runs from the built repository, and {from} is not in one.");
    }
}
