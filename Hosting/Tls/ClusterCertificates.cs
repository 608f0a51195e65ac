using System.Security.Cryptography;

namespace OrleansCalls.Tls;

/// <summary>The files of <see cref="ClusterTlsOptions"/>, read again when they change: certificates are renewed at run time.</summary>
internal sealed partial class ClusterCertificates(ClusterTlsOptions options, ILogger<ClusterCertificates> logger)
{
    private readonly Lock _gate = new();
    private ClusterIdentity? _identity;
    private DateTime _written;

    /// <summary>What this process presents and whom it trusts, now.</summary>
    /// <exception cref="CryptographicException">The files were never right.</exception>
    public ClusterIdentity Current
    {
        get
        {
            lock (_gate)
            {
                var written = new[] { options.Certificate!, options.Key!, options.Authority! }.Max(File.GetLastWriteTimeUtc);
                if (_identity is not null && written == _written)
                    return _identity;
                try
                {
                    _identity = ClusterIdentity.Load(options);
                    _written = written;
                }
                catch (Exception error)
                    when (_identity is not null && error is CryptographicException or IOException or UnauthorizedAccessException)
                {
                    // Perhaps only half of it has been written yet.
                    LogUnreadable(error.Message);
                }

                return _identity;
            }
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The files of Cluster:Tls have changed and cannot be used; the previous ones stay in use. {Why}")]
    private partial void LogUnreadable(string why);
}
