using OrleansCalls.Launcher.Logs;
using OrleansCalls.Launcher.Up;

namespace OrleansCalls.Launcher.Tests.Up;

public sealed class DataFolderTests : IDisposable
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private const UnixFileMode Open = Others | UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly DirectoryInfo _above = Directory.CreateTempSubdirectory("calls-");

    public void Dispose() => _above.Delete(recursive: true);

    [Fact]
    public void What_it_makes_is_for_its_owner_alone()
    {
        var path = Path.Combine(_above.FullName, "data");
        using (var data = DataFolder.Open(path, LogLimits.Default))
        using (var log = data.OpenLog("silo-1"))
            log.WriteLine("a line");
        AssertClosed(path);
    }

    [Fact]
    public void What_an_earlier_version_left_open_is_closed()
    {
        var path = _above.CreateSubdirectory("data").FullName;
        Directory.CreateDirectory(Path.Combine(path, "logs"));
        foreach (var name in new[] { "launcher.lock", "processes.json", "postgres.log", "logs/silo-1.log", "logs/silo-1.log.1" })
        {
            File.WriteAllText(Path.Combine(path, name), "{}");
            File.SetUnixFileMode(Path.Combine(path, name), Open);
        }

        File.SetUnixFileMode(Path.Combine(path, "logs"), Open);
        File.SetUnixFileMode(path, Open);

        DataFolder.Open(path, LogLimits.Default).Dispose();
        AssertClosed(path);
    }

    [Fact]
    public void Folder_of_other_things_is_left_as_it_is()
    {
        var path = _above.CreateSubdirectory("home").FullName;
        var letter = Path.Combine(path, "letter.txt");
        File.WriteAllText(letter, "");
        File.SetUnixFileMode(letter, Open);
        File.SetUnixFileMode(path, Open);

        DataFolder.Open(path, LogLimits.Default).Dispose();
        Assert.Equal(Open, File.GetUnixFileMode(path));
        Assert.Equal(Open, File.GetUnixFileMode(letter));
    }

    private static void AssertClosed(string path) => Assert.All(
        new DirectoryInfo(path).EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Append(new DirectoryInfo(path)),
        entry => Assert.True((entry.UnixFileMode & Others) == UnixFileMode.None, $"{entry.FullName} is {entry.UnixFileMode}."));
}
