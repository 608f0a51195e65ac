using System.Net;
using Npgsql;
using Orleans.Runtime.Membership;
using OrleansCalls.Testing;

namespace OrleansCalls.Engine.Tests.Internals.Membership;

/// <summary>Changes of membership are serialized, and enough members must agree on a death.</summary>
public sealed class MembershipTableTests : IAsyncLifetime
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);
    private TestDatabase _database = null!;
    private NpgsqlDataSource _source = null!;
    private MembershipTable _table = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.Create();
        _source = NpgsqlDataSource.Create(_database.ConnectionString);
        _table = new(_source, "test");
    }

    public async Task DisposeAsync()
    {
        await _source.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Processes_that_open_it_at_once_are_told_the_same_secret()
    {
        var secrets = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => new MembershipTable(_source, "test").Open(CancellationToken.None)));

        Assert.Single(secrets.Distinct());
        Assert.True(secrets[0].Length >= 64);
        Assert.NotEqual(secrets[0], await new MembershipTable(_source, "another").Open(CancellationToken.None));
    }

    [Fact]
    public async Task Every_change_of_who_is_home_to_grains_is_a_new_version()
    {
        var versions = new List<long>();
        var silo = await Silo(1);
        versions.Add((await Read()).Version);
        await _table.SetStatus(silo, SiloStatus.ShuttingDown, CancellationToken.None);
        versions.Add((await Read()).Version);
        await _table.SetStatus(silo, SiloStatus.Dead, CancellationToken.None);
        versions.Add((await Read()).Version);
        await _table.Heartbeat(silo, CancellationToken.None);
        Assert.Equal(versions[^1], (await Read()).Version);

        Assert.Equal(versions.Distinct().Order(), versions);
        Assert.Empty((await Read()).View.Live);
    }

    [Fact]
    public async Task Of_three_silos_two_must_agree_that_one_is_dead()
    {
        var (one, two, three) = (await Silo(1), await Silo(2), await Silo(3));

        Assert.False(await Suspect(one, three));
        Assert.False(await Suspect(one, three));
        Assert.Contains(three, (await Read()).View.Live);

        Assert.True(await Suspect(two, three));
        Assert.DoesNotContain(three, (await Read()).View.Live);
        Assert.False(await Suspect(two, three));
    }

    [Fact]
    public async Task Of_two_silos_the_first_to_vote_is_believed()
    {
        var (one, two) = (await Silo(1), await Silo(2));

        Assert.True(await Suspect(one, two));

        Assert.False(await Suspect(two, one));
        Assert.Equal(one, Assert.Single((await Read()).View.Live));
    }

    [Fact]
    public async Task A_vote_that_was_taken_back_or_is_the_deads_does_not_count()
    {
        var (one, two, three, four) = (await Silo(1), await Silo(2), await Silo(3), await Silo(4));
        await Suspect(one, four);
        await _table.Trust(one, four, CancellationToken.None);
        await Suspect(three, four);
        await _table.Bury(three, CancellationToken.None);

        Assert.False(await Suspect(three, four));
        Assert.False(await Suspect(two, four));
        Assert.Contains(four, (await Read()).View.Live);
        Assert.True(await Suspect(one, four));
    }

    [Fact]
    public async Task The_last_silo_that_is_awake_decides_alone()
    {
        var (one, two, three) = (await Silo(1), await Silo(2), await Silo(3));
        const string Age = "update engine_silos set alive_at = alive_at - interval '1 hour' where address <> $1";
        await using (var command = _source.CreateCommand(Age))
        {
            command.Parameters.AddWithValue(one.ToParsableString());
            await command.ExecuteNonQueryAsync();
        }

        Assert.True(await Suspect(one, two));
        Assert.True(await Suspect(one, three));
    }

    [Fact]
    public async Task Who_was_declared_dead_is_told_at_its_heartbeat_and_cannot_come_back()
    {
        var (one, two) = (await Silo(1), await Silo(2));
        Assert.NotNull(await _table.Heartbeat(two, CancellationToken.None));

        await Suspect(one, two);

        Assert.Null(await _table.Heartbeat(two, CancellationToken.None));
        Assert.False(await _table.SetStatus(two, SiloStatus.Active, CancellationToken.None));
    }

    [Fact]
    public async Task A_silo_that_starts_again_at_its_address_ends_its_earlier_life()
    {
        var before = await Silo(1, generation: 100);

        var after = await Silo(1, generation: 101);

        Assert.Equal(after, Assert.Single((await Read()).View.Live));
        Assert.True((await Read()).Find(before)!.IsGone);
    }

    [Fact]
    public async Task The_long_dead_are_forgotten()
    {
        var silo = await Silo(1);
        await _table.Bury(silo, CancellationToken.None);

        await _table.Clean(Long, CancellationToken.None);
        Assert.NotNull((await Read()).Find(silo));

        await _table.Clean(TimeSpan.Zero, CancellationToken.None);
        Assert.Null((await Read()).Find(silo));
    }

    private Task<MembershipSnapshot> Read() => _table.Read(CancellationToken.None);

    private Task<bool> Suspect(SiloAddress voter, SiloAddress silo) =>
        _table.Suspect(voter, silo, new(2, Long, Long), CancellationToken.None);

    private async Task<SiloAddress> Silo(int number, int generation = 1)
    {
        await _table.Open(CancellationToken.None);
        var address = SiloAddress.New(IPAddress.Loopback, 11110 + number, generation);
        var gateway = new IPEndPoint(IPAddress.Loopback, 30000 + number);
        await _table.Join(new(address, $"silo-{number}", gateway, SiloStatus.Joining), CancellationToken.None);
        Assert.True(await _table.SetStatus(address, SiloStatus.Active, CancellationToken.None));
        return address;
    }
}
