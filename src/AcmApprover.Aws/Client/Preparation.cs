using System.Diagnostics.CodeAnalysis;
using AcmApprover.Aws.S3;
using Amazon;
using Amazon.CertificateManager;
using Amazon.CertificateManager.Model;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.S3.Model;

namespace AcmApprover.Aws.Client;

/// <summary>
/// What every mail needs and only the first use makes slow, before the first mail: settings and endpoints of the AWS clients, the
/// authorities that the machine trusts, TLS, and open connections to S3 and to ACM in the function's region.
/// </summary>
public static class Preparation
{
    /// <summary>Much longer than a region's endpoints take; Lambda gives a function 10 s to start (Lambda quotas).</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Prepares. It needs no permission, changes nothing and never fails: what fails here, the first mail meets and reports.
    /// </summary>
    /// <param name="bucket">The bucket of the mails; null if it is not known, and S3 is then left to the first mail.</param>
    public static async Task RunAsync(string? bucket)
    {
        using var limit = new CancellationTokenSource(Limit);
        await Task.WhenAll(
            AttemptAsync(() => bucket is null ? Task.CompletedTask : ConnectToS3Async(bucket, limit.Token)),
            AttemptAsync(() => ConnectToAcmAsync(limit.Token))
        );
    }

    private static async Task ConnectToS3Async(string bucket, CancellationToken cancellationToken)
    {
        using var client = S3MailStore.CreateClient(AwsSession.OfProcess);
        var endpoint = client.DetermineServiceOperationEndpoint(new GetObjectRequest { BucketName = bucket, Key = "any" });
        await ConnectAsync(client.Config, endpoint, cancellationToken);
    }

    private static Task ConnectToAcmAsync(CancellationToken cancellationToken)
    {
        var config = new AmazonCertificateManagerConfig();
        var request = new DescribeCertificateRequest();
        var endpoint = config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(request));
        return ConnectAsync(config, endpoint, cancellationToken);
    }

    /// <summary>A request without a signature, which asks for nothing and is refused: it leaves its connection to the next one.</summary>
    private static async Task ConnectAsync(IClientConfig config, Endpoint endpoint, CancellationToken cancellationToken)
    {
        using var http = AWSConfigs.HttpClientFactory.CreateHttpClient(config);
        using var request = new HttpRequestMessage(HttpMethod.Options, endpoint.URL);
        using var response = await http.SendAsync(request, cancellationToken);
    }

    /// <summary>On a thread of its own, since a client is made and a server verified without giving the other a turn.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "Whatever fails is left to the first mail, which needs it and reports it.")]
    private static async Task AttemptAsync(Func<Task> action)
    {
        try
        {
            await Task.Run(action);
        }
        catch (Exception) { }
    }
}
