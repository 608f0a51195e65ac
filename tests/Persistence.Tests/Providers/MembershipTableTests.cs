using System.Net;

namespace OrleansCalls.Persistence.Tests.Providers;

/// <summary>Orleans' ADO.NET table of members over our queries: what its membership protocol relies on.</summary>
public sealed class MembershipTableTests(ProviderHost host) : IClassFixture<ProviderHost>
{
    private static readonly DateTime Start = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    private readonly string _cluster = Guid.NewGuid().ToString("N");

    [Fact]
    public async Task ANewCluster_HasAVersion_AndNobody()
    {
        var table = await host.Membership(_cluster);
        await table.InitializeMembershipTable(tryInitTableVersion: true);

        var all = await table.ReadAll();

        Assert.Empty(all.Members);
        Assert.Equal(0, all.Version.Version);
        Assert.Empty((await table.ReadRow(Silo(1))).Members);
    }

    [Fact]
    public async Task WhatIsRead_IsWhatWasInserted()
    {
        var table = await host.Membership(_cluster);
        var entry = Entry(1);
        Assert.True(await Insert(table, entry));

        var (read, _) = Assert.Single((await table.ReadAll()).Members);

        Assert.Equal(
            (entry.SiloAddress, entry.Status, entry.ProxyPort, entry.HostName, entry.SiloName, entry.StartTime, entry.IAmAliveTime),
            (read.SiloAddress, read.Status, read.ProxyPort, read.HostName, read.SiloName, read.StartTime, read.IAmAliveTime));
        Assert.Empty(read.SuspectTimes ?? []);
        Assert.Equal(entry.SiloAddress, Assert.Single((await table.ReadRow(entry.SiloAddress)).Members).Item1.SiloAddress);
    }

    [Fact]
    public async Task AnInsert_RaisesTheVersion_AndOfAnOldVersion_ChangesNothing()
    {
        var table = await host.Membership(_cluster);
        var old = (await table.ReadAll()).Version;
        Assert.True(await table.InsertRow(Entry(1), old.Next()));

        Assert.False(await table.InsertRow(Entry(2), old.Next()));

        var all = await table.ReadAll();
        Assert.Single(all.Members);
        Assert.Equal(1, all.Version.Version);
    }

    [Fact]
    public async Task AnInsert_OfTheSameSilo_ChangesNothing()
    {
        var table = await host.Membership(_cluster);
        Assert.True(await Insert(table, Entry(1)));

        Assert.False(await Insert(table, Entry(1)));

        Assert.Equal(1, (await table.ReadAll()).Version.Version);
    }

    [Fact]
    public async Task RacingInserts_OfOneVersion_OneWins()
    {
        var table = await host.Membership(_cluster);
        var version = (await table.ReadAll()).Version;

        var won = await Task.WhenAll(Enumerable.Range(1, 8).Select(silo => table.InsertRow(Entry(silo), version.Next())));

        Assert.Equal(1, won.Count(one => one));
        Assert.Single((await table.ReadAll()).Members);
    }

    [Fact]
    public async Task AnUpdate_ReplacesStatusAndSuspicions_AndOfAnOldVersion_ChangesNothing()
    {
        var table = await host.Membership(_cluster);
        var entry = Entry(1);
        await Insert(table, entry);
        var old = await table.ReadAll();
        entry.Status = SiloStatus.Dead;
        entry.SuspectTimes = [Tuple.Create(Silo(2), Start.AddSeconds(1)), Tuple.Create(Silo(3), Start.AddSeconds(2))];
        Assert.True(await table.UpdateRow(entry, old.Members[0].Item2, old.Version.Next()));

        entry.Status = SiloStatus.Active;
        Assert.False(await table.UpdateRow(entry, old.Members[0].Item2, old.Version.Next()));

        var (read, _) = Assert.Single((await table.ReadAll()).Members);
        Assert.Equal(SiloStatus.Dead, read.Status);
        Assert.Equal([Silo(2), Silo(3)], read.SuspectTimes.Select(suspicion => suspicion.Item1));
        Assert.Equal(2, (await table.ReadAll()).Version.Version);
    }

    [Fact]
    public async Task AnUpdate_OfASiloThatIsNotThere_ChangesNothing()
    {
        var table = await host.Membership(_cluster);
        var version = (await table.ReadAll()).Version;

        Assert.False(await table.UpdateRow(Entry(1), "0", version.Next()));

        Assert.Equal(0, (await table.ReadAll()).Version.Version);
    }

    [Fact]
    public async Task ASignOfLife_ChangesTheTime_AndNeitherVersionNorStatus()
    {
        var table = await host.Membership(_cluster);
        var entry = Entry(1);
        await Insert(table, entry);
        await table.UpdateIAmAlive(
            new MembershipEntry { SiloAddress = entry.SiloAddress, IAmAliveTime = Start.AddSeconds(5), Status = SiloStatus.Dead });

        var all = await table.ReadAll();

        Assert.Equal(
            (Start.AddSeconds(5), SiloStatus.Active, 1),
            (all.Members[0].Item1.IAmAliveTime, all.Members[0].Item1.Status, all.Version.Version));
    }

    [Fact]
    public async Task Gateways_AreTheActiveSilosWithAPort()
    {
        var table = await host.Membership(_cluster);
        await Insert(table, Entry(1));
        await Insert(table, Entry(2, proxyPort: 0));
        await Insert(table, Entry(3, SiloStatus.Joining));
        var gateways = await host.Gateways(_cluster);

        var found = Assert.Single(await gateways.GetGateways());

        Assert.Equal((30001, "127.0.0.1"), (found.Port, found.Host));
    }

    [Fact]
    public async Task TheCleanup_RemovesOldSilosThatAreNotActive()
    {
        var table = await host.Membership(_cluster);
        await Insert(table, Entry(1));
        await Insert(table, Entry(2, SiloStatus.Dead));
        await Insert(table, Entry(3, SiloStatus.Dead, alive: Start.AddDays(1)));

        await table.CleanupDefunctSiloEntries(new DateTimeOffset(Start.AddHours(1)));

        Assert.Equal(
            [Silo(1), Silo(3)], (await table.ReadAll()).Members.Select(member => member.Item1.SiloAddress)
            .OrderBy(silo => silo.Endpoint.Port));
    }

    [Fact]
    public async Task Clusters_OfOneDatabase_AreApart_AndCanBeDeleted()
    {
        var one = await host.Membership(_cluster);
        var other = await host.Membership(_cluster + "x");
        await Insert(one, Entry(1));
        await Insert(other, Entry(1));

        await one.DeleteMembershipTableEntries(_cluster);

        Assert.Single((await other.ReadAll()).Members);
        await one.InitializeMembershipTable(tryInitTableVersion: true);
        Assert.Empty((await one.ReadAll()).Members);
    }

    private static async Task<bool> Insert(IMembershipTable table, MembershipEntry entry) =>
        await table.InsertRow(entry, (await table.ReadAll()).Version.Next());

    private static SiloAddress Silo(int number) => SiloAddress.New(IPAddress.Loopback, 11000 + number, number);

    private static MembershipEntry Entry(int silo, SiloStatus status = SiloStatus.Active, int? proxyPort = null, DateTime? alive = null) =>
        new()
    {
        SiloAddress = Silo(silo),
        SiloName = $"silo-{silo}",
        HostName = "host",
        Status = status,
        ProxyPort = proxyPort ?? 30000 + silo,
        StartTime = Start,
        IAmAliveTime = alive ?? Start,
    };
}
