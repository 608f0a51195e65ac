using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OrleansCalls.Tls;

namespace OrleansCalls.Grains.Tests.Tls;

/// <summary>Silos and front-ends speak to those that have a certificate of their authority, and to nobody else.</summary>
public sealed class ClusterTlsTests : TlsCluster
{
    [Fact]
    public async Task Silos_and_clients_of_one_authority_work_together_and_part_in_order()
    {
        var one = await Start(Silo(Files()));
        var two = await Start(Silo(Files()));
        await Sees(one, 2);
        await Sees(two, 2);
        var client = await Start(Client(Files()));
        await Sees(client, 2);

        await two.StopAsync();

        await Sees(client, 1);
    }

    [Theory]
    [MemberData(nameof(BothWays))]
    public async Task A_client_that_encrypts_and_a_silo_that_does_not_are_no_cluster(bool clusterEncrypts)
    {
        var silo = await Start(Silo(clusterEncrypts ? Files() : null));

        await Refused(Client(clusterEncrypts ? null : Files()));

        await Sees(silo, 1);
    }

    [Fact]
    public async Task A_client_of_another_authority_is_kept_out()
    {
        await Start(Silo(Files()));

        await Refused(Client(Add(new(Another, trusted: Authority))));
    }

    [Fact]
    public async Task Certificates_are_read_again_when_they_change()
    {
        var files = Files();
        var silo = await Start(Silo(files));

        files.Write("Authority", $"{Authority.Pem}\n{Another.Pem}");
        var later = new TlsFiles(Another);
        later.Write("Authority", $"{Authority.Pem}\n{Another.Pem}");
        await Start(Silo(Add(later)));

        await Sees(silo, 2);
    }

    [Theory]
    [InlineData("Key", null, "Cluster:Tls:Key")]
    [InlineData("Certificate", "no certificate", "PEM")]
    [InlineData("Authority", "", "no certificate in")]
    public void What_is_missing_or_no_certificate_stops_the_start(string setting, string? text, string says)
    {
        var files = Files();
        if (text is null)
            File.Delete(files.PathOf(setting));
        else
            files.Write(setting, text);

        Assert.Contains(says, Fault(files), StringComparison.Ordinal);
    }

    [Fact]
    public void What_nobody_would_trust_stops_the_start()
    {
        Assert.Contains("was not issued by the authority", Fault(Add(new(Authority, trusted: Another))), StringComparison.Ordinal);
        Assert.Contains("is good from", Fault(Add(new(Authority, daysLeft: -1))), StringComparison.Ordinal);
    }

    private static string Fault(TlsFiles files)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        files.Set(builder.Configuration);
        builder.Services.AddTlsOptions();
        using var host = builder.Build();
        return Assert.Throws<Microsoft.Extensions.Options.OptionsValidationException>(host.Start).Message;
    }
}
