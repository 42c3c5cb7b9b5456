using System.Net;
using AcmApprover.Aws.Acm;
using AcmApprover.Aws.Client;
using AcmApprover.Estate;
using AcmApprover.Identifiers;
using Amazon.Runtime;

namespace AcmApprover.Aws.Estate;

/// <summary>ACM in one region of one account, asked at a part of its quotas, and again where a failure is transient.</summary>
/// <param name="session">Whose ACM, and where.</param>
/// <param name="part">The part of each quota to use.</param>
/// <param name="renew">Renews the session's credentials before a call, if they are about to expire.</param>
/// <param name="time">The clock.</param>
public sealed class PacedAcm(AwsSession session, double part, Func<CancellationToken, Task> renew, TimeProvider time) : IDisposable
{
    /// <summary>At a sixteenth of the pace, these are minutes: somebody else uses up the quota.</summary>
    private const int MostThrottled = 12;

    private const int MostFailures = 4;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);

    private readonly AcmClient client = new(session);
    private readonly CallPace search = new(AcmQuotas.Search * part, time);
    private readonly CallPace list = new(AcmQuotas.List * part, time);
    private readonly CallPace describe = new(AcmQuotas.Describe * part, time);
    private readonly CallPace tags = new(AcmQuotas.ListTags * part, time);
    private readonly CallPace resend = new(AcmQuotas.Resend, time);

    /// <inheritdoc cref="AcmClient.SearchAsync"/>
    /// <exception cref="TemporarilyUnavailableException">ACM throttles, is down or out of reach.</exception>
    public Task<CertificatePage> SearchAsync((string Name, string Value)? narrowing, string? token, CancellationToken cancellationToken) =>
        RunAsync(search, t => client.SearchAsync(narrowing, token, t), cancellationToken);

    /// <inheritdoc cref="AcmClient.SearchIssuedAsync"/>
    /// <exception cref="TemporarilyUnavailableException">ACM throttles, is down or out of reach.</exception>
    public Task<CertificatePage> SearchIssuedAsync(string? token, CancellationToken cancellationToken) =>
        RunAsync(search, t => client.SearchIssuedAsync(token, t), cancellationToken);

    /// <inheritdoc cref="AcmClient.ListAsync"/>
    /// <exception cref="TemporarilyUnavailableException">ACM throttles, is down or out of reach.</exception>
    public Task<CertificatePage> ListAsync(string[] statuses, string? token, CancellationToken cancellationToken) =>
        RunAsync(list, t => client.ListAsync(statuses, token, t), cancellationToken);

    /// <inheritdoc cref="AcmClient.DescribeAsync"/>
    /// <exception cref="TemporarilyUnavailableException">ACM throttles, is down or out of reach.</exception>
    public Task<CertificateFacts?> DescribeAsync(CertificateArn certificate, CancellationToken cancellationToken) =>
        RunAsync(describe, t => client.DescribeAsync(certificate, t), cancellationToken);

    /// <inheritdoc cref="AcmClient.ListTagsAsync"/>
    /// <exception cref="TemporarilyUnavailableException">ACM throttles, is down or out of reach.</exception>
    public Task<IReadOnlyDictionary<string, string>> ListTagsAsync(CertificateArn certificate, CancellationToken cancellationToken) =>
        RunAsync(tags, t => client.ListTagsAsync(certificate, t), cancellationToken);

    /// <summary>Waits for the turn of one <see cref="ResendAsync"/>.</summary>
    public Task WaitForResendAsync(CancellationToken cancellationToken) => resend.WaitAsync(cancellationToken);

    /// <summary>
    /// <inheritdoc cref="AcmClient.ResendAsync" path="/summary"/> Once: a mail that is sent twice is one too many, so a failure is thrown.
    /// </summary>
    /// <inheritdoc cref="AcmClient.ResendAsync" path="/param"/>
    public Task ResendAsync(
        CertificateArn certificate,
        DomainName name,
        DomainName validationDomain,
        CancellationToken cancellationToken
    ) => client.ResendAsync(certificate, name, validationDomain, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    /// <summary>Whether ACM says that it is asked too often.</summary>
    internal static bool IsThrottling(AmazonServiceException e) =>
        AwsErrors.IsThrottling(e.ErrorCode) || e.StatusCode is HttpStatusCode.TooManyRequests;

    private async Task<T> RunAsync<T>(CallPace pace, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        for (var (throttled, failures) = (0, 0); ;)
        {
            await pace.WaitAsync(cancellationToken);
            await renew(cancellationToken);
            try
            {
                var answer = await call(cancellationToken);
                pace.Recover();
                return answer;
            }
            catch (AmazonServiceException e) when (IsThrottling(e))
            {
                pace.Halve();
                if (++throttled > MostThrottled)
                {
                    throw new TemporarilyUnavailableException($"ACM in {session.Region}", "it throttles", e);
                }
            }
            catch (Exception e) when (AwsCalls.Explain(e, cancellationToken) is { } problem)
            {
                if (++failures > MostFailures)
                {
                    throw new TemporarilyUnavailableException($"ACM in {session.Region}", problem, e);
                }

                await Task.Delay(FirstPause * Math.Pow(2, failures - 1), time, cancellationToken);
            }
        }
    }
}
