using System.Collections;
using System.Globalization;
using System.Reflection;
using OrleansCalls.Hosting;
using OrleansCalls.Ice;
using OrleansCalls.Persistence;

namespace OrleansCalls.Deployment;

/// <summary>Every setting that the product binds, with its default as one would write it.</summary>
internal static class SettingsCatalog
{
    /// <summary>Read by their names, without a class of options.</summary>
    private static readonly string[] Single =
        ["ConnectionStrings:Postgres", "Orleans:ClusterId", "Orleans:ServiceId", "Orleans:ClusterSecret", "Otlp:Endpoint", "Otlp:Protocol", "Otlp:SampleRatio"];

    /// <summary>By key; null where there is no default.</summary>
    public static IReadOnlyDictionary<string, string?> All { get; } = Read();

    /// <summary>Whether a variable of the environment reaches anything.</summary>
    public static bool Binds(string variable)
    {
        var parts = variable.Split("__").ToList();
        while (parts.Count > 0 && int.TryParse(parts[^1], CultureInfo.InvariantCulture, out _))
            parts.RemoveAt(parts.Count - 1);
        return All.Keys.Contains(string.Join(':', parts), StringComparer.OrdinalIgnoreCase);
    }

    private static SortedDictionary<string, string?> Read()
    {
        var all = new SortedDictionary<string, string?>(StringComparer.Ordinal);
        foreach (var key in Single)
            all[key] = null;
        Assembly[] product = [typeof(CallsOptions).Assembly, typeof(PersistenceOptions).Assembly, typeof(CallsSiloOptions).Assembly, typeof(IceOptions).Assembly];
        foreach (var type in product.SelectMany(assembly => assembly.GetTypes()).Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal)))
        {
            if (type.GetField("Section", BindingFlags.Public | BindingFlags.Static)?.GetRawConstantValue() is string section)
                Add(all, section, Activator.CreateInstance(type)!);
        }

        return all;
    }

    private static void Add(SortedDictionary<string, string?> all, string section, object options)
    {
        foreach (var property in options.GetType().GetProperties().Where(property => property.CanWrite))
        {
            var key = $"{section}:{property.Name}";
            var value = property.GetValue(options);
            if (value is not null and not IEnumerable && value.GetType().Namespace!.StartsWith("OrleansCalls", StringComparison.Ordinal) && !value.GetType().IsEnum)
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
