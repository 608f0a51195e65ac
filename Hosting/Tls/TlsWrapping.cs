using System.IO.Pipelines;
using System.Net.Security;
using System.Security.Authentication;
using Microsoft.AspNetCore.Connections;

namespace OrleansCalls.Tls;

/// <summary>Encrypts a connection for as long as it is used.</summary>
internal sealed class TlsWrapping(ClusterCertificates certificates, bool accepts)
{
    private const string Advice =
        "All silos and front-ends of a cluster need Cluster:Tls, with certificates of one authority that are valid now, or none has it.";

    /// <exception cref="AuthenticationException">The other end does not belong to the cluster.</exception>
    public async Task Run(ConnectionContext connection, ConnectionDelegate next)
    {
        var plain = connection.Transport;
        await using var tls = new SslStream(new TransportStream(plain), leaveInnerStreamOpen: true);
        await Authenticate(tls, connection);
        var encrypted = new EncryptedTransport(tls, plain.Output);
        connection.Transport = encrypted;
        try
        {
            await next(connection);
        }
        finally
        {
            connection.Transport = plain;
            await encrypted.Close();
        }
    }

    private async Task Authenticate(SslStream tls, ConnectionContext connection)
    {
        try
        {
            if (accepts)
                await tls.AuthenticateAsServerAsync(certificates.Current.Accepting(), connection.ConnectionClosed);
            else
                await tls.AuthenticateAsClientAsync(certificates.Current.Dialing(), connection.ConnectionClosed);
        }
        catch (AuthenticationException error)
        {
            throw new AuthenticationException($"{connection.RemoteEndPoint} is not trusted: {error.Message} {Advice}", error);
        }
        catch (Exception error) when (error is IOException or OperationCanceledException)
        {
            throw new IOException($"{connection.RemoteEndPoint} closed the connection before it was encrypted. {Advice}", error);
        }
    }

    private sealed class EncryptedTransport(SslStream tls, PipeWriter plain) : IDuplexPipe
    {
        public PipeReader Input { get; } = PipeReader.Create(tls, new(leaveOpen: true));

        public PipeWriter Output { get; } = new TlsWriter(tls, plain);

        public async Task Close()
        {
            await Input.CompleteAsync();
            await Output.CompleteAsync();
        }
    }
}
