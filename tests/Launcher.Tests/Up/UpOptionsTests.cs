using OrleansCalls.Launcher.Logs;
using OrleansCalls.Launcher.Up;

namespace OrleansCalls.Launcher.Tests.Up;

public sealed class UpOptionsTests
{
    [Fact]
    public void Nothing_given_is_one_process_on_5080() =>
        Assert.Equal((new UpOptions(1, 1, 5080, "/data", Memory: false), null), UpOptions.Parse([], "/data"));

    [Fact]
    public void Values_may_follow_or_be_joined_with_an_equals_sign() =>
        Assert.Equal(
            (new UpOptions(3, 2, 6000, "/elsewhere", Memory: true), null),
            UpOptions.Parse(["--silos", "3", "--frontends=2", "--port=6000", "--data", "/elsewhere", "--memory"], "/data"));

    [Theory]
    [InlineData("--silo", "2")]
    [InlineData("--silos", "0")]
    [InlineData("--silos", "two")]
    [InlineData("--frontends", "17")]
    [InlineData("--port", "65536")]
    [InlineData("--port", "")]
    [InlineData("--log-size", "0")]
    [InlineData("--log-files", "101")]
    [InlineData("--memory=yes", "1")]
    [InlineData("nonsense", "1")]
    public void Wrong_words_are_named(string name, string value)
    {
        var (options, error) = UpOptions.Parse([name, value], "/data");
        Assert.Null(options);
        Assert.Contains(name.Split('=')[0], error, StringComparison.Ordinal);
    }

    [Fact]
    public void Logs_are_bounded_as_asked_for() =>
        Assert.Equal(new LogLimits(3 * 1024 * 1024, 2), UpOptions.Parse(["--log-size", "3", "--log-files=2"], "/data").Options!.Logs);

    [Fact]
    public void Option_without_its_value_is_named() =>
        Assert.Equal("--port wants a value.", UpOptions.Parse(["--port"], "/data").Error);

    [Fact]
    public void Ports_beyond_the_last_are_refused() =>
        Assert.Contains("65535", UpOptions.Parse(["--port", "65535", "--frontends", "2"], "/data").Error, StringComparison.Ordinal);
}
