namespace OrleansCalls.Grains.Tests.Tls;

/// <summary>
/// Silos that may not join. On this engine alone: Microsoft Orleans ends the whole process of such a silo, as it should, and with it the
/// tests.
/// </summary>
public sealed class ForeignSiloTests : TlsCluster
{
    [Theory]
    [MemberData(nameof(BothWays))]
    public async Task A_silo_of_another_authority_is_kept_out_whoever_trusts_it(bool trustsUs)
    {
        var silo = await Start(Silo(Files()));

        await Refused(Silo(Add(new(Another, trusted: trustsUs ? Authority : Another))));

        await Sees(silo, 1);
    }

    [Theory]
    [MemberData(nameof(BothWays))]
    public async Task Silos_that_encrypt_and_silos_that_do_not_are_no_cluster(bool clusterEncrypts)
    {
        var silo = await Start(Silo(clusterEncrypts ? Files() : null));

        await Refused(Silo(clusterEncrypts ? null : Files()));

        await Sees(silo, 1);
    }
}
