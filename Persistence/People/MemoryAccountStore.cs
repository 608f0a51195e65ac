using System.Collections.Immutable;

namespace OrleansCalls.People;

/// <summary><see cref="AccountStore"/> in memory.</summary>
internal sealed class MemoryAccountStore(MemoryPeople people) : IAccountStore
{
    public Task<Account?> FindByUsername(string username)
    {
        lock (people.Gate)
            return Task.FromResult(people.IdsByUsername.TryGetValue(UsernameKey.Of(username), out var id) ? people.Accounts[id] : null);
    }

    public Task<Account?> FindById(string id)
    {
        lock (people.Gate)
            return Task.FromResult(people.Accounts.GetValueOrDefault(id));
    }

    public Task<bool> IsEmpty()
    {
        lock (people.Gate)
            return Task.FromResult(people.Accounts.Count == 0);
    }

    public Task<ImmutableArray<string>> Create(IReadOnlyList<Account> accounts)
    {
        lock (people.Gate)
        {
            var names = new HashSet<string>(StringComparer.Ordinal);
            var taken = accounts
                .Where(account => !names.Add(account.User.UsernameKey())
                    || people.IdsByUsername.ContainsKey(account.User.UsernameKey())
                    || people.Accounts.ContainsKey(account.User.Id))
                .Select(account => account.User.Username)
                .Distinct(StringComparer.Ordinal)
                .ToImmutableArray();
            if (!taken.IsEmpty)
                return Task.FromResult(taken);
            foreach (var account in accounts)
            {
                people.Accounts.Add(account.User.Id, account);
                people.IdsByUsername.Add(account.User.UsernameKey(), account.User.Id);
            }
            return Task.FromResult(ImmutableArray<string>.Empty);
        }
    }

    public Task<UserPage> List(string? text, string? cursor, int limit)
    {
        lock (people.Gate)
            return Task.FromResult(
                MemoryPeople.Page(people.Accounts.Values.Select(account => account.User), text, cursor, limit, UserKeys.UsernameKey));
    }

    public Task Rehash(string id, string from, string to)
    {
        lock (people.Gate)
        {
            Replace(id, from, to);
            return Task.CompletedTask;
        }
    }

    public Task<bool> ChangePassword(string id, string from, string to, string keptSessionId)
    {
        lock (people.Gate)
        {
            if (!Replace(id, from, to))
                return Task.FromResult(false);
            people.EndSessions(id, keptSessionId);
            return Task.FromResult(true);
        }
    }

    public Task<bool> Update(Account account)
    {
        lock (people.Gate)
        {
            var user = account.User;
            if (!people.Accounts.TryGetValue(user.Id, out var before))
                return Task.FromResult(false);
            if (people.IdsByUsername.TryGetValue(user.UsernameKey(), out var owner) && owner != user.Id)
                return Task.FromException<bool>(new UsernameTakenException(user.Username));
            people.IdsByUsername.Remove(before.User.UsernameKey());
            people.IdsByUsername.Add(user.UsernameKey(), user.Id);
            people.Accounts[user.Id] = account;
            if (user with { Username = before.User.Username, Email = before.User.Email } != before.User)
                people.NoteAccessChange(user.Id);
            if (user.Disabled || account.PasswordHash != before.PasswordHash)
                people.EndSessions(user.Id);
            return Task.FromResult(true);
        }
    }

    private bool Replace(string id, string from, string to)
    {
        if (people.Accounts.GetValueOrDefault(id) is not { } account || account.PasswordHash != from)
            return false;
        people.Accounts[id] = account with { PasswordHash = to };
        return true;
    }
}
