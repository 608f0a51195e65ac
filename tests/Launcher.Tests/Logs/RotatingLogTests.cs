using System.Diagnostics;
using System.Text;
using OrleansCalls.Launcher.Logs;
using OrleansCalls.Testing;

namespace OrleansCalls.Launcher.Tests.Logs;

public sealed class RotatingLogTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("calls-");

    private string File => Path.Combine(_folder.FullName, "silo-1.log");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void However_much_is_written_no_more_than_the_latest_is_kept()
    {
        using (var log = new RotatingLog(File, new LogLimits(1000, 3)))
        {
            for (var line = 0; line < 1000; line++)
                log.WriteLine($"line {line}");
        }

        Assert.Equal(["silo-1.log", "silo-1.log.1", "silo-1.log.2"], Names());
        Assert.All(_folder.GetFiles(), file => Assert.InRange(file.Length, 1, 1000));
        var kept = Lines(File + ".2").Concat(Lines(File + ".1")).Concat(Lines(File)).ToList();
        Assert.Equal(Enumerable.Range(1000 - kept.Count, kept.Count).Select(line => $"line {line}"), kept);
    }

    [Fact]
    public void One_file_is_enough_where_no_more_are_wanted()
    {
        using (var log = new RotatingLog(File, new LogLimits(100, 1)))
        {
            for (var line = 0; line < 100; line++)
                log.WriteLine($"line {line}");
        }

        Assert.Equal(["silo-1.log"], Names());
        Assert.Equal("line 99", Lines(File)[^1]);
    }

    [Fact]
    public void It_goes_on_where_the_last_run_stopped()
    {
        using (var log = new RotatingLog(File, LogLimits.Default))
            log.WriteLine("before");
        using (var log = new RotatingLog(File, LogLimits.Default))
            log.WriteLine("after");
        Assert.Equal(["before", "after"], Lines(File));
    }

    [Fact]
    public void Line_longer_than_a_file_may_be_is_kept_whole()
    {
        var line = new string('x', 500);
        using (var log = new RotatingLog(File, new LogLimits(100, 2)))
        {
            log.WriteLine(line);
            log.WriteLine("short");
        }

        Assert.Equal([line], Lines(File + ".1"));
        Assert.Equal(["short"], Lines(File));
    }

    [Fact]
    public async Task Log_that_its_writer_keeps_open_is_emptied_in_its_place()
    {
        var limits = new LogLimits(10, 3);
        using var server =
            Process.Start(
            new ProcessStartInfo(
            "/bin/sh", ["-c", "exec cat >>\"$1\"", "sh", File])
            { UseShellExecute = false, RedirectStandardInput = true })!;
        string[] lines = ["first", "second", "third", "fourth"];
        foreach (var line in lines)
        {
            await Write(line);
            limits.Empty(File);
        }

        await Write("fifth");
        Assert.Equal(["silo-1.log", "silo-1.log.1", "silo-1.log.2"], Names());
        Assert.Equal(["third"], Lines(File + ".2"));
        Assert.Equal(["fourth"], Lines(File + ".1"));
        server.StandardInput.Close();
        await server.WaitForExitAsync();

        async Task Write(string line)
        {
            await server.StandardInput.WriteLineAsync(line);
            await server.StandardInput.FlushAsync();
            await Eventually.Holds(() => System.IO.File.Exists(File) && Lines(File).SequenceEqual([line], StringComparer.Ordinal));
        }
    }

    private IEnumerable<string> Names() => _folder.GetFiles().Select(file => file.Name).Order(StringComparer.Ordinal);

    private static string[] Lines(string file) => System.IO.File.ReadAllLines(file);

    [Fact]
    public void Lines_written_together_are_not_cut_in_two()
    {
        using (var log = new RotatingLog(File, new LogLimits(100, 100)))
            log.Write(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(100, 50).Select(line => $"line {line}\n"))));
        var files = Directory.GetFiles(Path.GetDirectoryName(File)!);
        Assert.True(files.Length > 1);
        Assert.All(files, file => Assert.InRange(new FileInfo(file).Length, 1, 100));
        Assert.Equal(
            Enumerable.Range(100, 50).Select(line => $"line {line}"),
            files.SelectMany(System.IO.File.ReadAllLines).Order(StringComparer.Ordinal));
    }
}
