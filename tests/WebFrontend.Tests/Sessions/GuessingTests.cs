using System.Net;
using OrleansCalls.Hosting;
using OrleansCalls.Testing;

namespace OrleansCalls.Sessions;

/// <summary>FAULTS 26, from outside: two front-ends of one database, and somebody who does not know the password.</summary>
public sealed class GuessingTests
{
    private const int Tries = 5;

    [Fact]
    public async Task Limit_HoldsForAllSpellings_FrontEndsAndRestarts()
    {
        await using var database = await TestDatabase.Create();
        (string, string)[] settings = [("ConnectionStrings:Postgres", database.ConnectionString)];
        Person ken;
        await using (var one = FrontEnd.Start(settings))
        {
            await using var other = FrontEnd.Start(settings);
            ken = await one.NewPerson(name: "ken");
            var name = ken.User.Username;
            string[] spellings = [name, name.ToUpperInvariant(), "\u212Aen" + name[3..], "\u212AEN" + name[3..].ToUpperInvariant()];
            using var http = one.NewHttp();
            using var otherHttp = other.NewHttp();

            var guesses =
                await Task.WhenAll(
                Enumerable.Range(0, 100).Select(guess => LogIn(guess % 2 == 0 ? http : otherHttp, spellings[guess % 4], "wrong")));

            Assert.Equal(Tries, guesses.Count(answer => answer.StatusCode == HttpStatusCode.Unauthorized));
            Assert.Equal(100 - Tries, guesses.Count(answer => answer.StatusCode == HttpStatusCode.TooManyRequests));
        }

        await using var restarted = FrontEnd.Start(settings);
        using var again = restarted.NewHttp();
        await LogIn(again, ken.User.Username, Person.PasswordOf(ken.User.Username)).Refused(HttpStatusCode.TooManyRequests, "rate_limited");
    }

    [Fact]
    public async Task ManyNames_FromOneAddress_AreLimitedTogether()
    {
        await using var frontEnd = FrontEnd.Start(("SignIn:MaxFailuresPerAddress", "7"));
        using var http = frontEnd.NewHttp();
        var guesses = await Task.WhenAll(Enumerable.Range(0, 40).Select(name => LogIn(http, "user" + name, "wrong")));
        Assert.Equal(7, guesses.Count(answer => answer.StatusCode == HttpStatusCode.Unauthorized));
    }

    [Fact]
    public async Task Owner_OnADeviceThatHasSignedInBefore_IsNotLockedOutByOthers()
    {
        await using var frontEnd = FrontEnd.Start();
        var owner = await frontEnd.NewPerson();
        using var device = frontEnd.NewHttp();
        RememberDevice(device, await LogIn(device, owner));

        await LockOut(frontEnd, owner);

        var signedIn = await LogIn(device, owner);
        Assert.Equal(HttpStatusCode.OK, signedIn.StatusCode);

        // What the stranger may try has not become more by it.
        using var stranger = frontEnd.NewHttp();
        await LogIn(stranger, owner.User.Username, "wrong").Refused(HttpStatusCode.TooManyRequests, "rate_limited");
    }

    [Fact]
    public async Task KnownDevice_HasAsFewTries_AndLocksOutNobodyElse()
    {
        await using var frontEnd = FrontEnd.Start();
        var owner = await frontEnd.NewPerson();
        using var lost = frontEnd.NewHttp();
        using var kept = frontEnd.NewHttp();
        RememberDevice(lost, await LogIn(lost, owner));
        RememberDevice(kept, await LogIn(kept, owner));

        for (var guess = 0; guess < Tries; guess++)
            await LogIn(lost, owner.User.Username, "wrong").Refused(HttpStatusCode.Unauthorized, "unauthenticated");
        await LogIn(lost, owner).Refused(HttpStatusCode.TooManyRequests, "rate_limited");

        Assert.Equal(HttpStatusCode.OK, (await LogIn(kept, owner)).StatusCode);
        using var fresh = frontEnd.NewHttp();
        Assert.Equal(HttpStatusCode.OK, (await LogIn(fresh, owner)).StatusCode);
    }

    [Fact]
    public async Task DeviceOfAnotherAccount_IsAStranger()
    {
        await using var frontEnd = FrontEnd.Start();
        var owner = await frontEnd.NewPerson();
        var attacker = await frontEnd.NewPerson();
        using var device = frontEnd.NewHttp();
        RememberDevice(device, await LogIn(device, attacker));
        await LockOut(frontEnd, owner);

        await LogIn(device, owner.User.Username, "wrong").Refused(HttpStatusCode.TooManyRequests, "rate_limited");
    }

    [Fact]
    public async Task TokenOfADevice_IsWorthNothing_AfterItsOwnersNextSignIn()
    {
        await using var frontEnd = FrontEnd.Start();
        var owner = await frontEnd.NewPerson();
        using var device = frontEnd.NewHttp();
        using var copy = frontEnd.NewHttp();
        var first = await LogIn(device, owner);
        RememberDevice(device, first);
        RememberDevice(copy, first);
        RememberDevice(device, await LogIn(device, owner));
        await LockOut(frontEnd, owner);

        await LogIn(copy, owner).Refused(HttpStatusCode.TooManyRequests, "rate_limited");
        Assert.Equal(HttpStatusCode.OK, (await LogIn(device, owner)).StatusCode);
    }

    [Fact]
    public async Task SharedDevice_KnowsEachOfItsPeople()
    {
        await using var frontEnd = FrontEnd.Start();
        Person[] family = [await frontEnd.NewPerson(), await frontEnd.NewPerson()];
        using var device = frontEnd.NewHttp();
        foreach (var person in family)
            RememberDevice(device, await LogIn(device, person));
        foreach (var person in family)
            await LockOut(frontEnd, person);

        foreach (var person in family)
            Assert.Equal(HttpStatusCode.OK, (await LogIn(device, person)).StatusCode);
    }

    private static async Task LockOut(FrontEnd frontEnd, Person person)
    {
        using var stranger = frontEnd.NewHttp();
        for (var guess = 0; guess < Tries; guess++)
            await LogIn(stranger, person.User.Username, "wrong").Refused(HttpStatusCode.Unauthorized, "unauthenticated");
        await LogIn(stranger, person).Refused(HttpStatusCode.TooManyRequests, "rate_limited");
    }

    /// <summary>Keeps the device's cookie as a browser does, which scripts cannot read and other sites do not have sent.</summary>
    private static void RememberDevice(HttpClient browser, HttpResponseMessage answer)
    {
        var cookie = Assert.Single(
            answer.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith(DeviceCookie.Name + "=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        browser.DefaultRequestHeaders.Remove("Cookie");
        browser.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);
    }

    private static Task<HttpResponseMessage> LogIn(HttpClient http, Person person) =>
        LogIn(http, person.User.Username, Person.PasswordOf(person.User.Username));

    private static Task<HttpResponseMessage> LogIn(HttpClient http, string username, string password) =>
        http.PostAsync("/api/auth/login", Json.Body(new { username, password }));
}
