using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OrleansCalls.Tls;

/// <summary>This process's certificate, and the authority that issues the cluster's.</summary>
internal sealed class ClusterIdentity
{
    private readonly X509Certificate2 _own;
    private readonly X509Certificate2Collection _between;
    private readonly X509Certificate2Collection _authority;
    private readonly SslStreamCertificateContext _context;

    private ClusterIdentity(X509Certificate2 own, X509Certificate2Collection between, X509Certificate2Collection authority)
    {
        (_own, _between, _authority) = (own, between, authority);
        _context = SslStreamCertificateContext.Create(own, between, offline: true);
    }

    /// <summary>Reads the files.</summary>
    /// <exception cref="CryptographicException">They are unusable.</exception>
    public static ClusterIdentity Load(ClusterTlsOptions options)
    {
        // By way of PKCS 12: not every platform's TLS accepts an in-memory key.
        using var read = X509Certificate2.CreateFromPemFile(options.Certificate!, options.Key);
        var own = X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), password: null);
        var (between, authority) = (new X509Certificate2Collection(), new X509Certificate2Collection());
        between.ImportFromPemFile(options.Certificate!);
        between.RemoveAt(0);
        authority.ImportFromPemFile(options.Authority!);
        return authority.Count > 0
            ? new(own, between, authority)
            : throw new CryptographicException($"There is no certificate in {options.Authority}.");
    }

    /// <summary>Why others would not trust this process; null if they do.</summary>
    public string? Fault(DateTimeOffset now)
    {
        if (now.UtcDateTime > _own.NotAfter.ToUniversalTime() || now.UtcDateTime < _own.NotBefore.ToUniversalTime())
            return $"is good from {_own.NotBefore.ToUniversalTime():u} to {_own.NotAfter.ToUniversalTime():u} only";
        using var chain = new X509Chain { ChainPolicy = Policy() };
        chain.ChainPolicy.ExtraStore.AddRange(_between);
        if (chain.Build(_own))
            return null;
        var reasons = chain.ChainStatus.Select(status => status.StatusInformation.Trim().TrimEnd('.')).Distinct();
        return $"was not issued by the authority: {string.Join(", ", reasons)}";
    }

    public SslServerAuthenticationOptions Accepting() => new()
    {
        ServerCertificateContext = _context,
        ClientCertificateRequired = true,
        CertificateChainPolicy = Policy(),
        RemoteCertificateValidationCallback = IsMember,
    };

    public SslClientAuthenticationOptions Dialing() => new()
    {
        ClientCertificateContext = _context,
        CertificateChainPolicy = Policy(),
        RemoteCertificateValidationCallback = IsMember,
    };

    private X509ChainPolicy Policy()
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(_authority);
        return policy;
    }

    private static bool IsMember(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        certificate is not null && (errors & ~SslPolicyErrors.RemoteCertificateNameMismatch) is SslPolicyErrors.None;
}
