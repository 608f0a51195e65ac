using System.Runtime.InteropServices;

namespace OrleansCalls.Launcher.Up;

/// <summary>Files and folders that nobody but their owner can look into.</summary>
internal static class OwnerOnly
{
    /// <summary>The mode of such a file.</summary>
    public const UnixFileMode File = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The mode of such a folder.</summary>
    public const UnixFileMode Folder = File | UnixFileMode.UserExecute;

    private const uint OthersMayNothing = 0b000_111_111;

    /// <summary>Makes everything that this process and its children create from now on of this kind.</summary>
    public static void FromNowOn() => _ = Umask(OthersMayNothing);

    [DllImport("libc", EntryPoint = "umask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint Umask(uint mask);
}
