using System.Collections.Immutable;
using Microsoft.Extensions.Options;

namespace OrleansCalls.People;

/// <summary><see cref="UserDirectory"/> in memory.</summary>
internal sealed class MemoryUserDirectory(MemoryPeople people, IOptions<CallsOptions> options) : IUserDirectory
{
    private readonly CallablePolicy _policy = new(options.Value.Policy);

    public Task<ImmutableArray<User>> Find(IReadOnlyCollection<string> ids)
    {
        lock (people.Gate)
            return Task.FromResult<ImmutableArray<User>>([.. Known(ids).Where(user => !user.Disabled)]);
    }

    public Task<UserPage> SearchCallable(string callerId, string? text, string? cursor, int limit)
    {
        lock (people.Gate)
        {
            var callable = people.Accounts.GetValueOrDefault(callerId) is { User: var caller }
                ? people.Accounts.Values.Select(account => account.User).Where(user => _policy.Allows(caller, user, people.ShareChannel))
                : [];
            return Task.FromResult(MemoryPeople.Page(callable, text, cursor, limit, UserKeys.DisplayKey));
        }
    }

    public Task<ImmutableHashSet<string>> FilterCallable(string callerId, IReadOnlyCollection<string> ids)
    {
        lock (people.Gate)
        {
            return Task.FromResult(people.Accounts.GetValueOrDefault(callerId) is { User: var caller }
                ? Known(ids).Where(user => _policy.Allows(caller, user, people.ShareChannel)).Select(user => user.Id).ToImmutableHashSet(StringComparer.Ordinal)
                : ImmutableHashSet.Create<string>(StringComparer.Ordinal));
        }
    }

    public Task<ImmutableHashSet<(string CallerId, string UserId)>> FilterCallable(IReadOnlyCollection<(string CallerId, string UserId)> pairs)
    {
        lock (people.Gate)
            return Task.FromResult(pairs.Where(pair => MayCall(pair.CallerId, pair.UserId)).ToImmutableHashSet());
    }

    public Task<AccessChanges> ChangesSince(long version)
    {
        lock (people.Gate)
        {
            var since = people.AccessChanges.Where(change => change.Value > version).ToList();
            return Task.FromResult(new AccessChanges(
                since.Select(change => change.Value).DefaultIfEmpty(version).Max(), [.. since.Select(change => change.Key)]));
        }
    }

    public Task<bool> ShareChannel(string userId, string otherId)
    {
        lock (people.Gate)
            return Task.FromResult(people.ShareChannel(userId, otherId));
    }

    private bool MayCall(string callerId, string userId) =>
        people.Accounts.GetValueOrDefault(callerId) is { User: var caller }
        && people.Accounts.GetValueOrDefault(userId) is { User: var user }
        && _policy.Allows(caller, user, people.ShareChannel);

    private IEnumerable<User> Known(IEnumerable<string> ids) =>
        ids.Distinct(StringComparer.Ordinal)
            .Select(id => people.Accounts.GetValueOrDefault(id)?.User)
            .OfType<User>();
}
