using OrleansCalls.Hosting;
using OrleansCalls.Ice;
using OrleansCalls.Sessions;

namespace OrleansCalls.Settings;

public sealed class SettingsTests
{
    [Theory]
    [InlineData("SignIn:MaxFailures", "0")]
    [InlineData("SignIn:Window", "00:00:00")]
    [InlineData("SignIn:SessionLifetime", "100.00:00:00")]
    [InlineData("SignIn:RecheckAfter", "00:01:00")]
    [InlineData("SignIn:DeviceLifetime", "00:00:01")]
    [InlineData("SignIn:DevicesPerPerson", "0")]
    [InlineData("SignIn:SessionsPerPerson", "0")]
    [InlineData("SignIn:UseInterval", "00:00:00")]
    [InlineData("SignIn:PasswordIterations", "1")]
    [InlineData("Ice:Turn:Lifetime", "00:00:01")]
    [InlineData("Ice:Turn:Urls:0", "http://example.org")]
    [InlineData("Ice:Servers:0:Urls:0", "https://example.org")]
    [InlineData("Drain:Grace", "00:01:00")]
    [InlineData("Calls:RingTimeout", "00:00:00")]
    [InlineData("Otlp:Endpoint", "collector")]
    [InlineData("Otlp:Protocol", "carrier pigeon")]
    [InlineData("Otlp:SampleRatio", "2")]
    public void WrongSetting_StopsTheStartByItsName(string setting, string value)
    {
        var refused = Assert.ThrowsAny<Exception>(() => FrontEnd.Start((setting, value), ("Ice:Turn:Secret", "s")));
        var name = setting.TrimEnd('0').TrimEnd(':');
        Assert.Contains(name, refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Turn_WithoutSecret_IsRefused() =>
        Assert.Contains(
            "Ice:Turn:Secret", Fault(new IceOptions { Turn = new TurnOptions { Urls = ["turn:t.example"] } }, IceOptions.Section),
            StringComparison.Ordinal);

    [Fact]
    public void OutOfRange_IsNamed_WithItsValueAndTheRange()
    {
        Assert.Equal(
            "SignIn:Window is 00:00:00; it must be from 00:00:01 to 1.00:00:00.",
            Fault(new SignInOptions { Window = TimeSpan.Zero }, SignInOptions.Section));
        Assert.Equal(
            "Calls:RateLimit:Permits is 0; it must be from 1 to 1000000.",
            Fault(new CallsOptions { RateLimit = new RateLimitOptions { Permits = 0 } }, CallsOptions.Section));
    }

    [Fact]
    public void Defaults_AreValid() => Assert.All(
        new[] { Fault(new IceOptions(), IceOptions.Section), Fault(new SignInOptions(), SignInOptions.Section),
            Fault(new CallsOptions(), CallsOptions.Section) }, Assert.Null);

    private static string? Fault<T>(T settings, string section)
        where T : class => new SettingsValidator<T>(section).Validate(null, settings).FailureMessage;
}
