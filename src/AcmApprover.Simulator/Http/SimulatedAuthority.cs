using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AcmApprover.Simulator.Http;

/// <summary>
/// A certificate authority that lives as long as the world: it vouches for the approval hosts and for this machine's loopback address,
/// and only a client that is pointed at its file (<c>SSL_CERT_FILE</c>) believes it.
/// </summary>
internal sealed class SimulatedAuthority : IDisposable
{
    private readonly X509Certificate2 root;
    private readonly X509Certificate2 certificate;
    private readonly Lazy<SslServerAuthenticationOptions> server;

    public SimulatedAuthority(DateTimeOffset now)
    {
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var rootRequest = new CertificateRequest("CN=AcmApprover simulation", rootKey, HashAlgorithmName.SHA256);
        rootRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        rootRequest.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        root = rootRequest.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=simulated services", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("*.acm-certificates.amazon.com");
        names.AddDnsName("*.acm-certificates.amazonaws.cn");
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        using var issued = request.Create(root, now.AddDays(-1), now.AddDays(1), RandomNumberGenerator.GetBytes(16));
        certificate = issued.CopyWithPrivateKey(key);
        server = new Lazy<SslServerAuthenticationOptions>(() =>
            new SslServerAuthenticationOptions
            {
                ServerCertificateContext = SslStreamCertificateContext.Create(certificate, [root], offline: true),
            }
        );
    }

    /// <summary>
    /// How a server authenticates itself as one of the names that the authority vouches for. Made at the first connection: it has .NET
    /// read the machine's trust once and for all, and a program that is its own client sets SSL_CERT_FILE before.
    /// </summary>
    public SslServerAuthenticationOptions ServerAuthentication() => server.Value;

    /// <summary>The authority's certificate, without its key.</summary>
    public string RootPem => root.ExportCertificatePem();

    public void Dispose()
    {
        certificate.Dispose();
        root.Dispose();
    }
}
