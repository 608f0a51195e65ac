using Npgsql;

namespace OrleansCalls.Persistence.Tests.Keys;

public sealed class ClusterSecretsTests(PostgresFixture fixture) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task TheFirstSecret_IsTheClusters_AndOthersAreRefused()
    {
        var secrets = (await fixture.Empty()).Get<ClusterSecrets>();

        Assert.True(await secrets.Accepts("one", "the secret"));
        Assert.True(await secrets.Accepts("one", "the secret"));
        Assert.False(await secrets.Accepts("one", "another secret"));
        Assert.False(await secrets.Accepts("one", null));
        Assert.True(await secrets.Accepts("two", "another secret"));
    }

    [Fact]
    public async Task WithoutASecret_ThereIsNothingToKnow()
    {
        var secrets = (await fixture.Empty()).Get<ClusterSecrets>();

        Assert.True(await secrets.Accepts("none", null));
    }

    [Fact]
    public async Task TheSecretItself_IsNotKept()
    {
        var store = await fixture.Empty();
        await store.Get<ClusterSecrets>().Accepts("one", "the secret");

        await using var command = store.Get<NpgsqlDataSource>()
            .CreateCommand("select count(*) from cluster_secrets where position('secret'::bytea in salt || hash) > 0");
        Assert.Equal(0L, await command.ExecuteScalarAsync());
    }
}
