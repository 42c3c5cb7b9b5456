using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AcmApprover.Approval.Mail;
using AcmApprover.Aws.Client;
using AcmApprover.Aws.LambdaFunctions;
using AcmApprover.Aws.S3;
using Amazon.CertificateManager;
using Amazon.CertificateManager.Model;
using Amazon.S3;

namespace AcmApprover.Aws.Tests.Client;

/// <summary>A server whose certificate nobody vouches for is connected to once, by every kind of client.</summary>
public sealed class UntrustedServerTests(Surroundings surroundings) : InTheWorld(surroundings)
{
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(60);

    [Fact]
    public Task The_client_of_any_service() =>
        IsConnectedToOnceAsync(
            "AWS_ENDPOINT_URL_LAMBDA",
            async token =>
            {
                using var client = new LambdaFunction("acm-approver", AwsSession.OfProcess);
                await client.InvokeAsync([], token);
            }
        );

    [Fact]
    public Task The_SDKs_client_of_S3() =>
        IsConnectedToOnceAsync(
            "AWS_ENDPOINT_URL_S3",
            async token =>
            {
                using var s3 = S3MailStore.CreateClient(AwsSession.OfProcess);
                await new S3MailStore(s3).FetchAsync(new MailSource("mail-of-ours", "mail"), token);
            }
        );

    [Fact]
    public Task The_client_of_ACM() =>
        IsConnectedToOnceAsync(
            "AWS_ENDPOINT_URL_ACM",
            async token =>
            {
                using var client = new AmazonCertificateManagerClient(new AmazonCertificateManagerConfig());
                await AwsCalls.RunAsync("ACM", t => client.DescribeCertificateAsync(new DescribeCertificateRequest(), t), token);
            }
        );

    [Fact]
    public async Task A_server_that_breaks_the_connection_meanwhile_is_no_untrusted_one()
    {
        using var server = new UntrustedServer(breaksConnections: true);
        using var s3 = new AmazonS3Client(new AmazonS3Config { ServiceURL = server.Url, ForcePathStyle = true, MaxErrorRetry = 1 });

        var e = await Record.ExceptionAsync(() => s3.ListBucketsAsync(TestContext.Current.CancellationToken));

        Assert.IsNotType<UntrustedServerException>(e);
        Assert.Equal(2, server.Connections);
    }

    private static async Task IsConnectedToOnceAsync(string variable, Func<CancellationToken, Task> call)
    {
        using var server = new UntrustedServer();
        using var scope = new EnvironmentScope((variable, server.Url));
        using var limit = new CancellationTokenSource(Enough);

        var e = await Assert.ThrowsAsync<UntrustedServerException>(() => call(limit.Token));

        Assert.StartsWith($"The certificate of {server.Url} is not trusted (", e.Problem, StringComparison.Ordinal);
        Assert.Equal(1, server.Connections);
    }

    /// <summary>A server with a certificate of its own making.</summary>
    private sealed class UntrustedServer : IDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly X509Certificate2 certificate;
        private readonly bool breaksConnections;
        private int connections;

        public UntrustedServer(bool breaksConnections = false)
        {
            this.breaksConnections = breaksConnections;
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var now = DateTimeOffset.UtcNow;
            var request = new CertificateRequest("CN=nobody", key, HashAlgorithmName.SHA256);
            certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
            listener.Start();
            _ = ServeAsync();
        }

        public string Url => $"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

        public int Connections => connections;

        public void Dispose()
        {
            listener.Dispose();
            certificate.Dispose();
        }

        private async Task ServeAsync()
        {
            try
            {
                while (true)
                {
                    using var socket = await listener.AcceptSocketAsync();
                    connections++;
                    await HandshakeAsync(socket);
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // The test is over.
            }
        }

        private async Task HandshakeAsync(Socket socket)
        {
            if (breaksConnections)
            {
                return;
            }

            try
            {
                await using var stream = new SslStream(new NetworkStream(socket));
                await stream.AuthenticateAsServerAsync(certificate);
                await stream.ReadExactlyAsync(new byte[1]);
            }
            catch (Exception e) when (e is IOException or AuthenticationException)
            {
                // The client did not believe it.
            }
        }
    }
}
