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
/// <param name="lookups">What is looked up before a mail is sent; null for nothing.</param>
public sealed class Resender(
    AwsSession session,
    AccountCredentials credentials,
    ResendPlan plan,
    ResendClaims? claims,
    double part,
    TimeProvider time,
    ResendLookups? lookups = null
)
{
    /// <summary>Works through one region of one account, from behind the certificate at which the last run there ended.</summary>
    /// <param name="place">The region.</param>
    /// <param name="hold">For how long nobody else shall work there, where mail is sent.</param>
    /// <param name="done">Told of each name; an exception of it ends the work.</param>
    /// <param name="cancellationToken">Ends it: what was begun is finished, and the next run goes on.</param>
    /// <param name="only">The one certificate to look at; null for all.</param>
    /// <returns>What could not be read or sent; null if all could.</returns>
    public async Task<EstateProblem?> RunAsync(
        EstatePlace place,
        TimeSpan hold,
        Action<ResendResult> done,
        CancellationToken cancellationToken,
        CertificateArn? only = null
    )
    {
        var (account, region) = place;
        var action = "acm:SearchCertificates";
        ResendClaim? lease = null;
        string? last = null;
        try
        {
            if (claims is not null && (lease = await claims.TakePlaceAsync(place, hold, cancellationToken)) is null)
            {
                // Somebody works there.
                return null;
            }

            last = lease?.Done;
            if (await credentials.ForAsync(account, region.Partition, cancellationToken) is not AccountAccess.Granted access)
            {
                const string advice = "let the role there trust the caller";
                return new EstateProblem(account, [], "its role cannot be assumed", "sts:AssumeRole", advice);
            }

            using var acm = new PacedAcm(session.As(access.Credentials).In(region), part, RenewAsync, time);
            var pending = only is null ? From(last, await new PendingSearch(acm, time).FindAsync(cancellationToken)) : [only];
            foreach (var arn in pending)
            {
                action = "acm:DescribeCertificate";
                var certificate = await acm.DescribeAsync(arn, cancellationToken);
                action = "acm:ResendValidationEmail";
                foreach (var name in certificate is null ? [] : plan.Of(certificate, time.GetUtcNow()))
                {
                    done(await HandleAsync(acm, name, cancellationToken));
                }

                last = only is null ? arn.ToString() : last;
            }

            last = only is null ? null : last;
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
                await lease.GiveBackAsync(last, CancellationToken.None);
            }
        }

        Task RenewAsync(CancellationToken token) => credentials.ForAsync(account, region.Partition, token);
    }

    /// <summary>All of them in one order, first those behind the one at which the last run ended.</summary>
    private static IEnumerable<CertificateArn> From(string? last, IReadOnlyCollection<CertificateArn> all)
    {
        var ordered = all.OrderBy(arn => arn.ToString(), StringComparer.Ordinal).ToList();
        var next = last is null ? 0 : Math.Max(0, ordered.FindIndex(arn => string.CompareOrdinal(arn.ToString(), last) > 0));
        return [.. ordered[next..], .. ordered[..next]];
    }

    private async Task<ResendResult> HandleAsync(PacedAcm acm, PendingName pending, CancellationToken cancellationToken)
    {
        if (pending.Decision is not ResendDecision.Send)
        {
            return new ResendResult(pending, pending.Decision is ResendDecision.Wait ? ResendOutcome.Waits : ResendOutcome.NeedsOperator);
        }

        if (claims is null)
        {
            var wouldBe = await LookAsync(pending, cancellationToken);
            return new ResendResult(wouldBe, wouldBe.Decision is ResendDecision.Wait ? ResendOutcome.Waits : ResendOutcome.WouldSend);
        }

        var (arn, name) = (pending.Certificate.Arn, pending.Name.Name);
        if (await claims.TakeNameAsync(arn, name, cancellationToken) is not { } claim)
        {
            return new ResendResult(pending, ResendOutcome.SentBefore);
        }

        ResendDecision.Send send;
        try
        {
            pending = await LookAsync(pending, cancellationToken);
            if (pending.Decision is not ResendDecision.Send sendable)
            {
                await claim.GiveBackAsync(CancellationToken.None);
                return new ResendResult(pending, ResendOutcome.Waits);
            }

            send = sendable;
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
            await acm.ResendAsync(arn, name, send.ValidationDomain, cancellationToken);
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

    /// <summary>The name with what the lookups make of its decision.</summary>
    private async Task<PendingName> LookAsync(PendingName pending, CancellationToken cancellationToken)
    {
        var (arn, name) = (pending.Certificate.Arn, pending.Name.Name);
        if (lookups?.LastMail is { } lastMail && await lastMail(arn, name, cancellationToken) is { } cameAt)
        {
            return pending with { Decision = new ResendDecision.Wait(cameAt + ResendPlan.Rest) };
        }

        return lookups?.Rescue is { } rescue && await rescue(pending.Name, cancellationToken) is { } other
            ? pending with { Decision = new ResendDecision.Send(other) { InPlaceOf = pending.Name.MailDomain } }
            : pending;
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

    /// <summary>The last mail for it is less than a day old.</summary>
    Waits,

    /// <summary>ACM says that nothing waits any more.</summary>
    NotPending,

    /// <summary>A mail would not help: the decision says what would.</summary>
    NeedsOperator,
}
