using AcmApprover.Approval.Evidence;
using AcmApprover.Aws.Client;
using AcmApprover.Aws.Sts;
using AcmApprover.Estate;
using AcmApprover.Estate.Resending;
using AcmApprover.Identifiers;
using Amazon.Runtime;

namespace AcmApprover.Aws.Estate;

/// <summary>Has ACM send again what waits for an answer to its mail.</summary>
/// <param name="session">The caller's credentials and region.</param>
/// <param name="credentials">The credentials for every account.</param>
/// <param name="plan">Decides what is sent.</param>
/// <param name="claims">Lets each mail be sent once; null for a dry run, which sends nothing.</param>
/// <param name="part">The part of ACM's quotas to use for reading.</param>
/// <param name="time">The clock.</param>
/// <param name="rescue">
/// Finds the domain that the mail goes to instead, where the certificate's own receives none; null leaves it at the certificate's own.
/// </param>
public sealed class Resender(
    AwsSession session,
    AccountCredentials credentials,
    ResendPlan plan,
    ResendClaims? claims,
    double part,
    TimeProvider time,
    Func<NameFacts, CancellationToken, Task<DomainName?>>? rescue = null
)
{
    /// <summary>The two states in which something can wait for mail: a first issue, and a renewal.</summary>
    private static readonly (string, string)[] Searches = [("Status", "PENDING_VALIDATION"), ("RenewalStatus", "PENDING_VALIDATION")];

    /// <summary>Works through one region of one account.</summary>
    /// <param name="place">The region.</param>
    /// <param name="hold">For how long nobody else shall work there, where mail is sent.</param>
    /// <param name="done">Told of each name; an exception of it ends the work.</param>
    /// <param name="cancellationToken">Ends it: what was begun is finished, and the next run goes on.</param>
    /// <returns>What could not be read or sent; null if all could.</returns>
    public async Task<EstateProblem?> RunAsync(
        EstatePlace place,
        TimeSpan hold,
        Action<ResendResult> done,
        CancellationToken cancellationToken
    )
    {
        var (account, region) = place;
        var action = "acm:SearchCertificates";
        ResendClaim? lease = null;
        try
        {
            if (claims is not null && (lease = await claims.TakePlaceAsync(place, hold, cancellationToken)) is null)
            {
                // Somebody works there.
                return null;
            }

            if (await credentials.ForAsync(account, region.Partition, cancellationToken) is not AccountAccess.Granted access)
            {
                const string advice = "let the role there trust the caller";
                return new EstateProblem(account, [], "its role cannot be assumed", "sts:AssumeRole", advice);
            }

            using var acm = new PacedAcm(session.As(access.Credentials).In(region), part, RenewAsync, time);
            await foreach (var arn in PendingAsync(acm, cancellationToken))
            {
                action = "acm:DescribeCertificate";
                if (await acm.DescribeAsync(arn, cancellationToken) is not { } certificate)
                {
                    continue;
                }

                action = "acm:ResendValidationEmail";
                foreach (var name in plan.Of(certificate, time.GetUtcNow()))
                {
                    done(await HandleAsync(acm, name, cancellationToken));
                }
            }

            return null;
        }
        catch (AmazonServiceException e)
        {
            return Denial.Of(account, [region], e, action);
        }
        catch (TemporarilyUnavailableException e)
        {
            return new EstateProblem(account, [region], e.Message, null, "the next run goes on");
        }
        finally
        {
            if (lease is not null)
            {
                await lease.GiveBackAsync(CancellationToken.None);
            }
        }

        Task RenewAsync(CancellationToken token) => credentials.ForAsync(account, region.Partition, token);
    }

    private static async IAsyncEnumerable<CertificateArn> PendingAsync(
        PacedAcm acm,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        foreach (var search in Searches)
        {
            string? token = null;
            do
            {
                var page = await acm.SearchAsync(search, token, cancellationToken);
                foreach (var certificate in page.Certificates.Where(c => !c.Facts.IsProbe))
                {
                    yield return certificate.Facts.Arn;
                }

                token = page.NextToken;
            } while (token is { Length: > 0 });
        }
    }

    private async Task<ResendResult> HandleAsync(PacedAcm acm, PendingName pending, CancellationToken cancellationToken)
    {
        if (pending.Decision is not ResendDecision.Send)
        {
            return new ResendResult(pending, pending.Decision is ResendDecision.Wait ? ResendOutcome.Waits : ResendOutcome.NeedsOperator);
        }

        if (claims is null)
        {
            return new ResendResult((await RouteAsync(pending, cancellationToken)).Pending, ResendOutcome.WouldSend);
        }

        var (arn, name) = (pending.Certificate.Arn, pending.Name.Name);
        if (await claims.TakeNameAsync(arn, name, cancellationToken) is not { } claim)
        {
            return new ResendResult(pending, ResendOutcome.SentBefore);
        }

        try
        {
            (pending, var send) = await RouteAsync(pending, cancellationToken);
            if (send.InPlaceOf is not null)
            {
                // Before the mail: it may be handled within seconds. If ACM does not send it after all, the note permits nothing.
                await claims.Rescues.KeepAsync(new Rescue(arn, name, send.ValidationDomain, time.GetUtcNow()), cancellationToken);
            }

            await acm.WaitForResendAsync(cancellationToken);
        }
        catch
        {
            // Nothing was sent, be it for want of time: the next run must not wait for a day.
            await claim.GiveBackAsync(CancellationToken.None);
            throw;
        }

        try
        {
            await acm.ResendAsync(arn, name, ((ResendDecision.Send)pending.Decision).ValidationDomain, cancellationToken);
            return new ResendResult(pending, ResendOutcome.Sent);
        }
        catch (AmazonServiceException e) when (e.ErrorCode is "InvalidStateException" or "ResourceNotFoundException")
        {
            // Approved, given up or deleted since it was read: nothing waits any more.
            return new ResendResult(pending, ResendOutcome.NotPending);
        }
        catch (AmazonServiceException e) when (PacedAcm.IsThrottling(e) || AwsCalls.IsDenied(e))
        {
            // ACM did nothing. After any other failure it may have sent the mail, and the claim stays.
            await claim.GiveBackAsync(CancellationToken.None);
            throw;
        }
    }

    /// <summary>The name with where its mail goes.</summary>
    private async Task<(PendingName Pending, ResendDecision.Send Send)> RouteAsync(
        PendingName pending,
        CancellationToken cancellationToken
    )
    {
        var send = (ResendDecision.Send)pending.Decision;
        if (rescue is not null && await rescue(pending.Name, cancellationToken) is { } other)
        {
            send = new ResendDecision.Send(other) { InPlaceOf = send.ValidationDomain };
        }

        return (pending with { Decision = send }, send);
    }
}

/// <summary>What became of one pending name.</summary>
/// <param name="Pending">The name, and what was decided.</param>
/// <param name="Outcome">What became of it.</param>
public sealed record ResendResult(PendingName Pending, ResendOutcome Outcome);

/// <summary>What becomes of a pending name.</summary>
public enum ResendOutcome
{
    /// <summary>ACM has sent the mail again.</summary>
    Sent,

    /// <summary>It would be sent, were this no dry run.</summary>
    WouldSend,

    /// <summary>A mail was sent again less than a day ago.</summary>
    SentBefore,

    /// <summary>ACM's own mail is less than a day old.</summary>
    Waits,

    /// <summary>ACM says that nothing waits any more.</summary>
    NotPending,

    /// <summary>A mail would not help: the decision says what would.</summary>
    NeedsOperator,
}
