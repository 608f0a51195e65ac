using System.Net;
using OrleansCalls.Hosting;
using OrleansCalls.Settings;

namespace OrleansCalls.Administration;

public sealed class FirstAdministratorTests
{
    [Fact]
    public async Task AnEmptyDatabase_GetsTheAdministratorThatTheSettingsName()
    {
        await using var frontEnd = FrontEnd.Start(
            ("FirstAdministrator:Username", "root"), ("FirstAdministrator:Password", "correct horse"), ("Demo:Enabled", "true"));
        using var http = frontEnd.NewHttp();

        var answer = await http.PostAsync("/api/auth/login", Json.Body(new { username = "root", password = "correct horse" }));

        Assert.Equal("admin", (await Json.Read(answer)).GetProperty("user").Text("role"));
        await http.PostAsync("/api/auth/login", Json.Body(new { username = "ken", password = "demo-ken" }))
            .Refused(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Theory]
    [InlineData("short")]
    [InlineData(null)]
    public void APasswordThatIsNone_StopsTheStart(string? password) => Assert.Contains(
        "FirstAdministrator:password",
        Fault(new FirstAdministratorOptions { Username = "root", Password = password }),
        StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void WithoutAName_NothingIsChecked() => Assert.Null(Fault(new FirstAdministratorOptions()));

    private static string? Fault(FirstAdministratorOptions settings) =>
        new SettingsValidator<FirstAdministratorOptions>(FirstAdministratorOptions.Section).Validate(null, settings).FailureMessage;
}
