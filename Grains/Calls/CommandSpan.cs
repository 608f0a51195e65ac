using System.Diagnostics;

namespace OrleansCalls.Calls;

/// <summary>Commands in traces.</summary>
internal static class CommandSpan
{
    /// <summary>Adds the command to the name of the grain call's span, which is otherwise the same for all.</summary>
    public static void NameSpan(this CallCommand command)
    {
        if (Activity.Current is { } span && span.Source.Name.StartsWith("Microsoft.Orleans.", StringComparison.Ordinal))
            span.DisplayName = $"{span.DisplayName} {command.Name}";
    }
}
