using System.Text.RegularExpressions;

namespace OrleansCalls.Settings;

/// <summary>Names the setting that the binder could not read.</summary>
internal static partial class UnreadableSetting
{
    private const string Binder = "Microsoft.Extensions.Configuration.Binder";

    /// <summary>A sentence, or null if the exception is about something else.</summary>
    public static string? Explain(Exception exception)
    {
        if (exception is not InvalidOperationException { Source: Binder }
            || Conversion().Match(exception.Message) is not { Success: true } match)
            return null;
        return $"{match.Groups["key"].Value} is '{match.Groups["value"].Value}'; it must be {Form(match.Groups["type"].Value)}.";
    }

    private static string Form(string type) => type switch
    {
        "System.TimeSpan" => "a time span, such as 00:00:30, or 7.00:00:00 for days",
        "System.Boolean" => "true or false",
        "System.Int32" or "System.Int64" => "a whole number",
        "System.Double" => "a number, such as 0.5",
        _ when Type.GetType(type) is { IsEnum: true } kind => "one of " + string.Join(", ", Enum.GetNames(kind)),
        _ => "of another form",
    };

    [GeneratedRegex(
        @"value '(?<value>.*)' at '(?<key>[^']+)' to type '(?<type>[^']+)'", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex Conversion();
}
