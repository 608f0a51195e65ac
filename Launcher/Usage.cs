namespace OrleansCalls.Launcher;

/// <summary>How the launcher answers words it does not know.</summary>
internal static class Usage
{
    /// <summary>The exit code for a command line that makes no sense.</summary>
    public const int ExitCode = 2;

    /// <summary>Says what is wrong with the command line.</summary>
    public static int Refuse(string why)
    {
        Console.Error.WriteLine(why);
        return ExitCode;
    }

    /// <summary>Says why something cannot be done now.</summary>
    public static int Fail(string why)
    {
        Console.Error.WriteLine(why);
        return 1;
    }
}
