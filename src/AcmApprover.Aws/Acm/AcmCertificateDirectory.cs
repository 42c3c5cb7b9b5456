using AcmApprover.Approval.Evidence;
using AcmApprover.Aws.Client;
using AcmApprover.Aws.Sts;
using AcmApprover.Identifiers;
using Amazon.CertificateManager;
using Amazon.CertificateManager.Model;
using Amazon.Runtime;

namespace AcmApprover.Aws.Acm;

/// <summary>ACM, asked in the certificate's own region and account.</summary>
public sealed class AcmCertificateDirectory(AccountCredentials credentials) : ICertificateDirectory, IDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<(AccountId, Region), AmazonCertificateManagerClient> clients = [];

    /// <inheritdoc/>
    public async Task<CertificateEvidence> DescribeAsync(CertificateArn certificate, CancellationToken cancellationToken)
    {
        try
        {
            var access = await credentials.ForAsync(certificate.Account, certificate.Region.Partition, cancellationToken);
            if (access is AccountAccess.Refused refused)
            {
                return new CertificateEvidence.NotReadable(refused.Detail);
            }

            var client = ClientFor(certificate, ((AccountAccess.Granted)access).Credentials);
            var request = new DescribeCertificateRequest { CertificateArn = certificate.ToString() };
            var response = await AwsCalls.RunAsync(
                $"ACM in {certificate.Region}",
                token => client.DescribeCertificateAsync(request, token),
                cancellationToken
            );
            return AcmAnswer.Read(response.Certificate) is { } state
                ? new CertificateEvidence.Found(state)
                : new CertificateEvidence.NotReadable("ACM's answer has no certificate");
        }
        catch (ResourceNotFoundException)
        {
            return new CertificateEvidence.NotFound();
        }
        catch (InvalidArnException)
        {
            // The ARN is well formed, but ACM has no such certificate in that account and region.
            return new CertificateEvidence.NotFound();
        }
        catch (AmazonServiceException e) when (AwsCalls.IsDenied(e))
        {
            return new CertificateEvidence.NotReadable($"ACM in {certificate.Region} refuses: {e.Message}");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var client in clients.Values)
        {
            client.Dispose();
        }
    }

    /// <summary>One client for each account and region: a client holds the connections, and the credentials renew themselves.</summary>
    private AmazonCertificateManagerClient ClientFor(CertificateArn certificate, AWSCredentials? granted)
    {
        lock (gate)
        {
            if (!clients.TryGetValue((certificate.Account, certificate.Region), out var client))
            {
                var config = new AwsSession(granted, certificate.Region).Configure(new AmazonCertificateManagerConfig());
                client = new AmazonCertificateManagerClient(granted, config);
                clients.Add((certificate.Account, certificate.Region), client);
            }

            return client;
        }
    }
}
