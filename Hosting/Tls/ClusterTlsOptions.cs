using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;

namespace OrleansCalls.Tls;

/// <summary>The settings of section <c>Cluster:Tls</c>: encryption between silos, and between front-ends and silos. All three or none.</summary>
/// <remarks>
/// Mutual: who has no certificate of the authority gets no word in or out. The authority has to be the cluster's own, since whoever has a certificate of it
/// belongs to the cluster; names in certificates are not looked at, as silos know each other by addresses.
/// </remarks>
public sealed class ClusterTlsOptions : IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Cluster:Tls";

    /// <summary>A PEM file with this process' certificate, and those between it and the authority after it. Read again when it changes.</summary>
    public string? Certificate { get; set; }

    /// <summary>A PEM file with the certificate's key.</summary>
    public string? Key { get; set; }

    /// <summary>A PEM file with the certificates of the authority; two of them while one replaces the other.</summary>
    public string? Authority { get; set; }

    /// <summary>Whether connections between processes are encrypted.</summary>
    internal bool IsOn => !string.IsNullOrEmpty(Certificate) || !string.IsNullOrEmpty(Key) || !string.IsNullOrEmpty(Authority);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsOn)
            return [];
        (string Setting, string? Path)[] files = [(nameof(Certificate), Certificate), (nameof(Key), Key), (nameof(Authority), Authority)];
        var missing = files.Where(file => !File.Exists(file.Path)).Select(file => new ValidationResult(string.IsNullOrEmpty(file.Path)
            ? $"{Section}:{file.Setting} is missing: set Certificate, Key and Authority, or none of them."
            : $"{Section}:{file.Setting} is {file.Path}, and there is no such file that this user may see.")).ToArray();
        return missing.Length > 0 ? missing : Unusable(validationContext.GetRequiredService<TimeProvider>()) is { } fault ? [new(fault)] : [];
    }

    private string? Unusable(TimeProvider time)
    {
        try
        {
            return ClusterIdentity.Load(this).Fault(time.GetUtcNow()) is { } fault ? $"{Section}:Certificate in {Certificate} {fault}." : null;
        }
        catch (Exception error) when (error is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return $"{Section} cannot be used: {error.Message} "
                + "It needs PEM files that this user may read, and the key of that certificate without a password.";
        }
    }
}
