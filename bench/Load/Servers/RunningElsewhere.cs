using System.Collections.Concurrent;
using OrleansCalls.Testing;

namespace OrleansCalls.Load.Servers;

/// <summary>A product that somebody else runs: only its public side is known.</summary>
internal sealed class RunningElsewhere(Uri address) : IServer
{
    private const int SignInsAtOnce = 8;
    private const int AccountsAtOnce = 100;

    public string Name => "product";

    public IReadOnlyList<Uri> Addresses => [address];

    public IReadOnlyList<int> Processes => [];

    public IReadOnlyList<int> Silos => [];

    public int? DatabaseProcess => null;

    public string? ConnectionString => null;

    public async Task<IReadOnlyList<Account>> SignUp(int people)
    {
        var run = $"{Guid.NewGuid():N}"[..8];
        string[] names = [.. Enumerable.Range(0, people).Select(i => $"p{i}.{run}")];
        using var administrator = await ProductApi.SignInAsAdministrator(address);
        foreach (var batch in names.Chunk(AccountsAtOnce))
            await administrator.CreateUsers($"bench-{run}", batch);

        var accounts = new ConcurrentBag<Account>();
        await Parallel.ForEachAsync(names, new ParallelOptions { MaxDegreeOfParallelism = SignInsAtOnce }, async (name, _) =>
        {
            using var api = await ProductApi.SignIn(address, name, $"demo-{name}");
            accounts.Add(new Account(api.UserId, api.AccessToken, address));
        });
        return [.. accounts];
    }

    public ValueTask DisposeAsync() => default;
}
