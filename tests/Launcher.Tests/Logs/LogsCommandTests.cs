using OrleansCalls.Launcher.Logs;

namespace OrleansCalls.Launcher.Tests.Logs;

public sealed class LogsCommandTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("calls-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public void Logs_have_the_names_of_their_processes()
    {
        Directory.CreateDirectory(Path.Combine(_data, "logs"));
        foreach (var file in new[] { "logs/silo-1.log", "logs/silo-1.log.1", "logs/frontend-1.log", "postgres.log" })
            File.WriteAllText(Path.Combine(_data, file), "");
        Assert.Equal(["frontend-1", "postgres", "silo-1"], LogsCommand.Of(_data).Keys);
    }

    [Theory]
    [InlineData("--lines")]
    [InlineData("--data")]
    [InlineData("one", "two")]
    public async Task Words_that_make_no_sense_are_refused(params string[] words) =>
        Assert.Equal(Usage.ExitCode, await LogsCommand.Run(words, _data));

    [Fact]
    public async Task Folder_without_logs_is_a_failure() => Assert.Equal(1, await LogsCommand.Run([], _data));
}
