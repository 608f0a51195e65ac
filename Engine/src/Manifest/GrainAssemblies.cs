using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.Loader;

namespace Orleans.Runtime.Manifest;

/// <summary>Finds the assemblies with grains: all that reference the engine, loaded or beside the program.</summary>
internal static class GrainAssemblies
{
    private static readonly string Engine = typeof(IGrain).Assembly.GetName().Name!;

    private static readonly Lazy<Type[]> LazyTypes = new(() => [.. Find().SelectMany(TypesOf)]);

    /// <summary>All types of these assemblies.</summary>
    public static IReadOnlyCollection<Type> Types => LazyTypes.Value;

    private static IReadOnlyCollection<Assembly> Find()
    {
        // Compilers leave out references that no code uses, so the files count, not only what is loaded.
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll"))
        {
            if (RefersToEngine(file))
                Load(file);
        }

        var loaded = AppDomain.CurrentDomain.GetAssemblies().Where(assembly => !assembly.IsDynamic && RefersToEngine(assembly));
        return [.. loaded, typeof(IGrain).Assembly];
    }

    private static IEnumerable<Type> TypesOf(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException partial)
        {
            return partial.Types.OfType<Type>();
        }
    }

    private static bool RefersToEngine(Assembly assembly) =>
        Array.Exists(assembly.GetReferencedAssemblies(), reference => string.Equals(reference.Name, Engine, StringComparison.Ordinal));

    private static bool RefersToEngine(string file)
    {
        try
        {
            using var pe = new PEReader(File.OpenRead(file));
            if (!pe.HasMetadata)
                return false;
            var metadata = pe.GetMetadataReader();
            return metadata.AssemblyReferences.Any(
                handle => metadata.StringComparer.Equals(metadata.GetAssemblyReference(handle).Name, Engine));
        }
        catch (Exception unreadable) when (unreadable is IOException or BadImageFormatException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void Load(string file)
    {
        try
        {
            AssemblyLoadContext.Default.LoadFromAssemblyName(AssemblyName.GetAssemblyName(file));
        }
        catch (Exception unloadable) when (unloadable is IOException or BadImageFormatException)
        {
            // It lies beside this program without being part of it.
        }
    }
}
