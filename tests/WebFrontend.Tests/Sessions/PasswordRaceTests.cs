using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OrleansCalls.Hosting;
using OrleansCalls.People;

namespace OrleansCalls.Sessions;

/// <summary>A password that changes while somebody signs in with it.</summary>
public sealed class PasswordRaceTests
{
    [Fact]
    public async Task SignIn_WithAPasswordThatIsChangedMeanwhile_OpensNoSession()
    {
        var hasher = new Interrupted();
        await using var frontEnd = FrontEnd.Start(services => services.AddSingleton<IPasswordHasher<User>>(hasher));
        var alice = await frontEnd.NewPerson();
        var accounts = frontEnd.Services.GetRequiredService<IAccountStore>();
        var before = (await accounts.FindById(alice.Id))!.PasswordHash!;
        var after = hasher.HashPassword(alice.User, "a better one");
        Task<bool>? change = null;
        hasher.AfterVerifying = () => change ??= accounts.ChangePassword(alice.Id, before, after, SessionToken.SessionId(alice.Token));
        using var http = frontEnd.NewHttp();

        await LogIn(http, alice).Refused(HttpStatusCode.Unauthorized, "unauthenticated");

        Assert.True(await change!);
        var left = Assert.Single(await frontEnd.Services.GetRequiredService<ISessionStore>().List(alice.Id));
        Assert.Equal(new Session(SessionToken.SessionId(alice.Token), alice.Id, default, default).ListedId, left.Id);
        await alice.Get("/api/me");
    }

    /// <summary>The old password was right when it was looked at; its newer hash must not come back over the changed one.</summary>
    [Fact]
    public async Task Rehash_OfAPasswordThatIsChangedMeanwhile_DoesNotBringItBack()
    {
        var hasher = new Interrupted();
        await using var frontEnd = FrontEnd.Start(services => services.AddSingleton<IPasswordHasher<User>>(hasher));
        var alice = await frontEnd.NewPerson();
        var accounts = frontEnd.Services.GetRequiredService<IAccountStore>();
        var before = (await accounts.FindById(alice.Id))!.PasswordHash!;
        var after = hasher.HashPassword(alice.User, "a better one");
        hasher.Result = PasswordVerificationResult.SuccessRehashNeeded;
        Task<bool>? change = null;
        hasher.AfterHashing = () => change ??= accounts.ChangePassword(alice.Id, before, after, SessionToken.SessionId(alice.Token));
        using var http = frontEnd.NewHttp();

        await LogIn(http, alice);

        Assert.True(await change!);
        Assert.Equal(after, (await accounts.FindById(alice.Id))!.PasswordHash);
    }

    private static Task<HttpResponseMessage> LogIn(HttpClient http, Person person) => http.PostAsync(
        "/api/auth/login", Json.Body(new { username = person.User.Username, password = Person.PasswordOf(person.User.Username) }));

    private sealed class Interrupted : IPasswordHasher<User>
    {
        private readonly PasswordHasher<User> _inner = new(Options.Create(new PasswordHasherOptions { IterationCount = 1000 }));

        public Action? AfterVerifying { get; set; }

        public Action? AfterHashing { get; set; }

        public PasswordVerificationResult? Result { get; set; }

        public string HashPassword(User user, string password)
        {
            var hash = _inner.HashPassword(user, password);
            AfterHashing?.Invoke();
            return hash;
        }

        public PasswordVerificationResult VerifyHashedPassword(User user, string hashedPassword, string providedPassword)
        {
            var result = _inner.VerifyHashedPassword(user, hashedPassword, providedPassword);
            AfterVerifying?.Invoke();
            return result == PasswordVerificationResult.Success ? Result ?? result : result;
        }
    }
}
