using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;

namespace OrleansCalls.Tls;

/// <summary>The settings of section <c>Cluster:Tls</c>: encryption among silos and front-ends. All three or none.</summary>
/// <remarks>
/// Mutual: nobody without a certificate from the authority is listened or spoken to. The authority must be the cluster's own, since
/// everybody with a certificate from it belongs to the cluster; names in certificates do not count, as silos know each other by address.
/// </remarks>
public sealed class ClusterTlsOptions : IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Cluster:Tls";

    /// <summary>A PEM file with this process's certificate, followed by intermediate ones. Read again when it changes.</summary>
    public string? Certificate { get; set; }

    /// <summary>A PEM file with the certificate's key.</summary>
    public string? Key { get; set; }

    /// <summary>A PEM file with the authority's certificates: two, while one replaces the other.</summary>
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
        if (missing.Length > 0)
            return missing;
        return Unusable(validationContext.GetRequiredService<TimeProvider>()) is { } fault ? [new(fault)] : [];
    }

    private string? Unusable(TimeProvider time)
    {
        try
        {
            var fault = ClusterIdentity.Load(this).Fault(time.GetUtcNow());
            return fault is null ? null : $"{Section}:Certificate in {Certificate} {fault}.";
        }
        catch (Exception error) when (error is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return $"{Section} cannot be used: {error.Message} "
                + "It needs PEM files that this user may read, and the key of that certificate without a password.";
        }
    }
}
