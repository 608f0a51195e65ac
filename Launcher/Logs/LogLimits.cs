namespace OrleansCalls.Launcher.Logs;

/// <summary>How much of a log is kept: a full file is put aside under a number, 1 for the latest, and the oldest goes.</summary>
/// <param name="Bytes">How long a file may get.</param>
/// <param name="Files">How many files of each log there are, the current one included; 1 or more.</param>
internal sealed record LogLimits(long Bytes, int Files)
{
    /// <summary>Those of <c>./calls up</c> where nothing else is said.</summary>
    public static LogLimits Default { get; } = new(20 * 1024 * 1024, 5);

    /// <summary>Puts aside a log that nobody holds open, which frees its name.</summary>
    public void PutAside(string file)
    {
        MakeRoom(file);
        if (Files == 1)
            File.Delete(file);
        else
            File.Move(file, Aside(file, 1), overwrite: true);
    }

    /// <summary>
    /// Puts aside what is in a log that another process appends to and keeps open. What it writes between the copy and the cut is lost.
    /// </summary>
    public void Empty(string file)
    {
        MakeRoom(file);
        if (Files > 1)
            File.Copy(file, Aside(file, 1), overwrite: true);
        using var cut = new FileStream(file, FileMode.Truncate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
    }

    private void MakeRoom(string file)
    {
        for (var number = Files - 1; number > 1; number--)
        {
            if (File.Exists(Aside(file, number - 1)))
                File.Move(Aside(file, number - 1), Aside(file, number), overwrite: true);
        }
    }

    private static string Aside(string file, int number) => $"{file}.{number}";
}
