using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace OrleansCalls.Tls;

/// <summary>Checks section <c>Cluster:Tls</c>: each failure is a sentence that names the setting.</summary>
internal sealed class ClusterTlsValidation(TimeProvider time) : IValidateOptions<ClusterTlsOptions>
{
    public ValidateOptionsResult Validate(string? name, ClusterTlsOptions options)
    {
        if (!options.IsOn)
            return ValidateOptionsResult.Success;
        (string Setting, string? Path)[] files = [(nameof(options.Certificate), options.Certificate), (nameof(options.Key), options.Key), (nameof(options.Authority), options.Authority)];
        var failures = files.Where(file => !File.Exists(file.Path)).Select(file => string.IsNullOrEmpty(file.Path)
            ? $"{ClusterTlsOptions.Section}:{file.Setting} is missing: set Certificate, Key and Authority, or none of them."
            : $"{ClusterTlsOptions.Section}:{file.Setting} is {file.Path}, and there is no such file that this user may see.").ToArray();
        if (failures.Length > 0)
            return ValidateOptionsResult.Fail(failures);
        try
        {
            return ClusterIdentity.Load(options).Fault(time.GetUtcNow()) is { } fault
                ? ValidateOptionsResult.Fail($"{ClusterTlsOptions.Section}:Certificate in {options.Certificate} {fault}.")
                : ValidateOptionsResult.Success;
        }
        catch (Exception error) when (error is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return ValidateOptionsResult.Fail($"{ClusterTlsOptions.Section} cannot be used: {error.Message} It needs PEM files that this user may read, and the key of that certificate without a password.");
        }
    }
}
