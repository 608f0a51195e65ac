using System.Collections.Immutable;
using Microsoft.Extensions.Options;

namespace OrleansCalls.People;

/// <summary><see cref="UserDirectory"/> in memory.</summary>
internal sealed class MemoryUserDirectory(MemoryPeople people, IOptions<CallsOptions> options) : IUserDirectory
{
    public Task<ImmutableArray<DirectoryEntry>> Find(IReadOnlyCollection<string> ids)
    {
        lock (people.Gate)
        {
            var found = ids.Distinct(StringComparer.Ordinal).Select(people.Find).OfType<DirectoryEntry>();
            return Task.FromResult<ImmutableArray<DirectoryEntry>>([.. found.Where(person => !person.User.Disabled)]);
        }
    }

    public Task<UserPage> SearchCallable(string callerId, string? text, string? cursor, int limit)
    {
        lock (people.Gate)
        {
            var callable = people.Accounts.Values.Select(account => account.User).Where(user => MayCall(callerId, user.Id));
            return Task.FromResult(MemoryPeople.Page(callable, text, cursor, limit, UserKeys.DisplayKey));
        }
    }

    public async Task<ImmutableHashSet<string>> FilterCallable(string callerId, IReadOnlyCollection<string> ids) =>
        [.. (await FilterCallable([.. ids.Select(id => (callerId, id))])).Select(pair => pair.UserId)];

    public Task<ImmutableHashSet<(string CallerId, string UserId)>> FilterCallable(
        IReadOnlyCollection<(string CallerId, string UserId)> pairs)
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

    private bool MayCall(string callerId, string userId) =>
        CallPolicy.WhyNot(options.Value.Policy, people.Find(callerId), people.Find(userId)) is null;
}
