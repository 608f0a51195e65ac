using System.Collections;
using System.Globalization;
using System.Reflection;

namespace OrleansCalls.Settings;

/// <summary>Every setting of the product: the properties of its <c>…Options</c> classes that have a constant <c>Section</c>.</summary>
public static class SettingsCatalog
{
    /// <summary>Read by name, without a class.</summary>
    private static readonly string[] Single =
        ["ConnectionStrings:Postgres", "Orleans:ClusterId", "Orleans:ServiceId", "Orleans:ClusterSecret"];

    private static readonly Lazy<SortedDictionary<string, string?>> Found = new(Read);

    /// <summary>The settings by key, with their defaults as one would write them; null where there is none.</summary>
    public static IReadOnlyDictionary<string, string?> All => Found.Value;

    /// <summary>Whether something reads <paramref name="key"/>: a setting, or an entry of a list.</summary>
    public static bool Knows(string key)
    {
        for (var part = key; part.Length > 0; part = part[..Math.Max(0, part.LastIndexOf(':'))])
        {
            if (All.ContainsKey(part))
                return true;
        }
        return false;
    }

    private static SortedDictionary<string, string?> Read()
    {
        var all = new SortedDictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var key in Single)
            all[key] = null;
        var types = Product().SelectMany(assembly => assembly.GetTypes());
        foreach (var type in types.Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal)))
        {
            if (type.GetField("Section", BindingFlags.Public | BindingFlags.Static)?.GetRawConstantValue() is string section)
                Add(all, section, Activator.CreateInstance(type)!);
        }
        return all;
    }

    /// <summary>The product's loaded assemblies and those that they reference, which may not be loaded yet.</summary>
    private static IEnumerable<Assembly> Product() => AppDomain.CurrentDomain.GetAssemblies()
        .Where(assembly => IsOurs(assembly.GetName()))
        .SelectMany(assembly => assembly.GetReferencedAssemblies().Where(IsOurs).Select(Assembly.Load).Append(assembly))
        .Distinct();

    private static bool IsOurs(AssemblyName assembly) => assembly.Name!.StartsWith("OrleansCalls.", StringComparison.Ordinal);

    private static void Add(SortedDictionary<string, string?> all, string section, object options)
    {
        foreach (var property in options.GetType().GetProperties().Where(property => property.CanWrite))
        {
            var key = $"{section}:{property.Name}";
            var value = property.GetValue(options);
            if (value is not null and not IEnumerable && SettingsSetup.IsGroup(value.GetType()))
                Add(all, key, value);
            else
                all[key] = Text(value);
        }
    }

    private static string? Text(object? value) => value switch
    {
        null => null,
        bool flag => flag ? "true" : "false",
        TimeSpan time => time.ToString("c", CultureInfo.InvariantCulture),
        string text => text.Length == 0 ? null : text,
        IEnumerable => null,
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
