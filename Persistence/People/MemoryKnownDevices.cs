namespace OrleansCalls.People;

/// <summary><see cref="KnownDevices"/> in memory.</summary>
internal sealed class MemoryKnownDevices(MemoryPeople people) : IKnownDevices
{
    public Task<string?> Find(string username, IReadOnlyCollection<string> tokens, DateTimeOffset now)
    {
        lock (people.Gate)
        {
            var userId = people.IdsByUsername.GetValueOrDefault(UsernameKey.Of(username));
            return Task.FromResult(tokens.FirstOrDefault(token =>
                people.KnownDevices.GetValueOrDefault(token) is { } device && device.UserId == userId && device.ExpiresAt > now));
        }
    }

    public Task Remember(KnownDevice device, string? replaced, int keep, DateTimeOffset now)
    {
        lock (people.Gate)
        {
            var others = people.KnownDevices.Values.Where(other => other.UserId == device.UserId).ToList();
            var kept = others
                .Where(other => other.Token != replaced && other.ExpiresAt > now)
                .OrderByDescending(other => other.ExpiresAt)
                .Take(keep - 1);
            foreach (var gone in others.Except(kept))
                people.KnownDevices.Remove(gone.Token);
            people.KnownDevices.Add(device.Token, device);
        }
        return Task.CompletedTask;
    }
}
