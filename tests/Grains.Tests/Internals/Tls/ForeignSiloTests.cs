namespace OrleansCalls.Grains.Tests.Tls;

/// <summary>
/// Silos that may not join. On this engine alone: Microsoft Orleans ends the whole process of such a silo, as it should, and with it the tests.
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

    [Fact]
    public async Task A_silo_that_does_not_encrypt_is_kept_out_where_others_do()
    {
        var silo = await Start(Silo(Files()));

        await Refused(Silo(null));

        await Sees(silo, 1);
    }
}
