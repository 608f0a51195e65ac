namespace OrleansCalls.Launcher.Up;

/// <summary>Exit codes in words.</summary>
internal static class ExitCodes
{
    /// <summary>What a shell's exit code says: codes over 128 are signals.</summary>
    public static string Describe(int code) => code switch
    {
        128 + 9 => "killed",
        128 + 15 => "terminated",
        > 128 => $"signal {code - 128}",
        _ => $"exit code {code}",
    };
}
