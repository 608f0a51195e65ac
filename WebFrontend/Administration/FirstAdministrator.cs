using Microsoft.Extensions.Options;
using OrleansCalls.People;

namespace OrleansCalls.Administration;

/// <summary>Creates the first administrator before the first request is served.</summary>
public sealed class FirstAdministrator(IAccountStore accounts, UserAdministration users, IOptions<FirstAdministratorOptions> options)
    : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // If another front-end was faster, the name is taken and all is well.
        if (options.Value.ToUser() is { } user && await accounts.IsEmpty())
            await users.Create([user]);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
