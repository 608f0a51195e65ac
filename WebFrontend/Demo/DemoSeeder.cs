using OrleansCalls.People;
using OrleansCalls.Sessions;

namespace OrleansCalls.Demo;

/// <summary>Fills an empty database with the demonstration's people before the first request is served.</summary>
public sealed partial class DemoSeeder(
    IAccountStore accounts, IChannelDirectory channels, Passwords passwords, ILogger<DemoSeeder> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!await accounts.IsEmpty())
            return;
        var made = new List<Account>();
        foreach (var user in DemoData.Users)
            made.Add(new Account(user, await passwords.Hash(DemoData.Password(user.Username))));

        // If another front-end was faster, they are there already.
        var taken = await accounts.Create(made);
        if (!taken.IsEmpty)
            return;
        await channels.Create(DemoData.General);
        LogSeeded(made.Count);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Information, Message = "Created {Count} demo accounts in an empty database")]
    private partial void LogSeeded(int count);
}
