namespace OrleansCalls.Launcher.Tests;

public sealed class DataOptionTests
{
    [Theory]
    [InlineData("/default", "-c select -f", "-c", "select", "-f")]
    [InlineData("/other", "-f /other", "-f", "--data", "/other", "/other")]
    [InlineData("/other", "-f", "--data=/other", "-f")]
    [InlineData(null, "", "--data")]
    public void Option_is_taken_out_and_the_rest_is_left(string? data, string words, params string[] args)
    {
        var (taken, rest) = DataOption.Take(args, "/default");
        Assert.Equal(data, taken);
        Assert.Equal(words, string.Join(' ', rest));
    }
}
