namespace OrleansCalls.LocalPostgres;

/// <summary>Names in SQL text.</summary>
internal static class SqlName
{
    /// <summary>A name, quoted.</summary>
    public static string Quoted(string name) => '"' + name.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
}
