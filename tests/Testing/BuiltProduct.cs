using System.Reflection;

namespace OrleansCalls.Testing;

/// <summary>The product as it was built with the tests.</summary>
public static class BuiltProduct
{
    private static readonly string Configuration =
        typeof(BuiltProduct).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The assembly of a project, in a folder of the repository.</summary>
    public static string AssemblyOf(string project, string folder = "") =>
        Path.Combine(Root, folder, project, "bin", Configuration, "net10.0", $"OrleansCalls.{project}.dll");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "OrleansCalls.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The product is started from the built repository.");
    }
}
