using Microsoft.Extensions.Configuration;

namespace OrleansCalls.Grains.Tests.Tls;

/// <summary>The files of one process' TLS.</summary>
internal sealed class TlsFiles : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("calls-tls-");

    public TlsFiles(Authority issuer, Authority? trusted = null, int daysLeft = 1)
    {
        var (certificate, key) = issuer.Issue(daysLeft);
        Write("Certificate", certificate);
        Write("Key", key);
        Write("Authority", (trusted ?? issuer).Pem);
    }

    public void Write(string setting, string text) => File.WriteAllText(PathOf(setting), text);

    public string PathOf(string setting) => Path.Combine(_folder.FullName, setting);

    public void Set(IConfiguration configuration)
    {
        foreach (var file in _folder.EnumerateFiles())
            configuration[$"Cluster:Tls:{file.Name}"] = file.FullName;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
