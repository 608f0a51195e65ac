using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using OrleansCalls.Http;
using OrleansCalls.People;
using OrleansCalls.Sessions;

namespace OrleansCalls.Demo;

/// <summary>
/// If the demonstration is off, looks for its accounts whose passwords are still the public ones, and disables them or warns of them.
/// The start does not wait for it.
/// </summary>
public sealed partial class DemoGuard(
    IAccountStore accounts, Passwords passwords, SessionCache sessions, IOptions<DemoOptions> options, TimeProvider time,
    ILogger<DemoGuard> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!await TryLook(stoppingToken))
            await Task.Delay(Pause, time, stoppingToken);
    }

    private async Task<bool> TryLook(CancellationToken cancellation)
    {
        try
        {
            await Look(cancellation);
            return true;
        }
        catch (Exception exception) when (Outage.Is(exception))
        {
            return false;
        }
    }

    private async Task Look(CancellationToken cancellation)
    {
        var open = new List<string>();
        foreach (var user in DemoData.Users)
        {
            cancellation.ThrowIfCancellationRequested();
            if (await accounts.FindById(user.Id) is { User.Disabled: false } account && await HasKnownPassword(account, user))
                open.Add(await Disable(account));
        }
        if (open.Count == 0)
            return;
        if (options.Value.Disable)
            LogDisabled(string.Join(", ", open));
        else
            LogOpen(string.Join(", ", open));
    }

    private async Task<bool> HasKnownPassword(Account account, User demo)
    {
        using var turn = await passwords.Turn();
        return account.PasswordHash is not null
            && await passwords.Verify(account.PasswordHash, DemoData.Password(demo.Username)) != PasswordVerificationResult.Failed;
    }

    private async Task<string> Disable(Account account)
    {
        if (options.Value.Disable)
        {
            await accounts.Update(account with { User = account.User with { Disabled = true } });
            sessions.ForgetUser(account.User.Id);
        }
        return account.User.Username;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "Demo:Enabled is false, but demo accounts can still sign in here, with passwords that everybody knows: {Usernames}. "
        + "Start once with Demo:Disable=true to disable them and end their sessions, or change their passwords.")]
    private partial void LogOpen(string usernames);

    [LoggerMessage(
        Level = LogLevel.Information, Message = "Disabled the demo accounts that still had their public passwords: {Usernames}")]
    private partial void LogDisabled(string usernames);
}
