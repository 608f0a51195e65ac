using System.Diagnostics;
using OrleansCalls.Testing;

namespace OrleansCalls.Launcher.Tests.Script;

/// <summary>What <c>./calls</c> answers before it builds anything.</summary>
public sealed class ScriptTests
{
    private static readonly string[] Commands = ["up", "logs", "psql", "test", "bench", "engine", "check"];

    public static TheoryData<string, string> Questions
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var command in Commands)
            {
                all.Add(command, "--help");
                all.Add(command, "-h");
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task Command_is_explained_when_asked_about(string command, string question)
    {
        var (code, said, complained) = await Run(command, question);
        Assert.Equal(0, code);
        Assert.StartsWith($"./calls {command}", said, StringComparison.Ordinal);
        Assert.Equal(1, said.Split('\n').Count(line => line.StartsWith("./calls", StringComparison.Ordinal)));
        Assert.Empty(complained);
    }

    [Fact]
    public async Task Help_is_about_every_command()
    {
        var (code, said, _) = await Run("help");
        Assert.Equal(0, code);
        Assert.All(Commands, command => Assert.Contains($"\n./calls {command}", "\n" + said, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("There is no command down.", "down")]
    [InlineData("./calls up does not know --silo=2.", "up", "--silo=2")]
    [InlineData("--silos wants a number, not \"two\".", "up", "--silos", "two")]
    [InlineData("--port wants a value.", "up", "--memory", "--port")]
    [InlineData("./calls up does not know 3.", "up", "3")]
    [InlineData("There is no benchmark second-call.", "bench", "second-call")]
    [InlineData("./calls test takes at most one filter.", "test", "one", "two")]
    [InlineData("./calls engine takes one engine at most.", "engine", "embedded", "packages")]
    [InlineData("./calls check takes no arguments.", "check", "it")]
    public async Task Words_that_make_no_sense_are_named_at_once(string sentence, params string[] words)
    {
        var (code, said, complained) = await Run(words);
        Assert.Equal(Usage.ExitCode, code);
        Assert.Empty(said);
        Assert.StartsWith(sentence, complained, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Said, string Complained)> Run(params string[] words)
    {
        using var script = Process.Start(new ProcessStartInfo(Path.Combine(BuiltProduct.Root, "calls"), words)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var complained = script.StandardError.ReadToEndAsync();
        var said = await script.StandardOutput.ReadToEndAsync();
        await script.WaitForExitAsync();
        return (script.ExitCode, said, await complained);
    }
}
