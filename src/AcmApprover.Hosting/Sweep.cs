using AcmApprover.Approval.Verdicts;
using AcmApprover.Aws.Client;
using AcmApprover.Aws.Estate;
using AcmApprover.Aws.Organizations;
using AcmApprover.Aws.S3;
using AcmApprover.Aws.Sns;
using AcmApprover.Aws.Sts;
using AcmApprover.Dns;
using AcmApprover.Estate;
using AcmApprover.Estate.Resending;
using AcmApprover.Hosting.Answers;
using AcmApprover.Hosting.Configuration;
using AcmApprover.Hosting.Events;
using AcmApprover.Identifiers;
using AcmApprover.MailPath.Domains;

namespace AcmApprover.Hosting;

/// <summary>
/// One round through every region of the trusted accounts: what waits for an answer to ACM's mail is sent again, at most once a day, and
/// the operator hears of what stays pending. It may be run by several at a time, and end at any moment.
/// </summary>
/// <param name="settings">What the operator set.</param>
/// <param name="own">The account of the session's credentials.</param>
/// <param name="session">With what and where AWS is asked.</param>
/// <param name="time">The clock.</param>
public sealed class Sweep(Settings settings, AccountId own, AwsSession session, TimeProvider time)
{
    private const int PlacesAtOnce = 16;

    private static readonly TimeSpan TellingTime = TimeSpan.FromSeconds(12);

    private static readonly TimeSpan LookTime = TimeSpan.FromSeconds(3);

    /// <summary>Runs it.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="only">The one certificate to look at; null for everything.</param>
    /// <param name="hold">For how long nobody else works in a region that this one works in.</param>
    /// <param name="cancellationToken">Its time.</param>
    public async Task<SweepAnswer> RunAsync(
        SweepRequest request,
        CertificateArn? only,
        TimeSpan hold,
        CancellationToken cancellationToken
    )
    {
        if (settings.Bucket is not { } bucket)
        {
            throw new SettingsException(["a sweep needs ACM_APPROVER_BUCKET, the mail bucket, to note what it has sent"]);
        }

        using var s3 = S3MailStore.CreateClient(session);
        using var credentials = new AccountCredentials(own, settings.AccountRole, settings.AccountExternalId, session, time);
        using var topic = settings.OperatorTopicArn is { } arn ? new SnsTopic(arn, session) : null;
        var claims = new ResendClaims(s3, bucket, settings.RecordsPrefix, time);
        var isDry = request.DryRun || (settings.Mode is Mode.Notify && !request.EvenInNotifyMode);
        var round = new Round();
        var dns = new MxReader(settings.NameServers);
        try
        {
            var found = only is null
                ? await FindAsync(credentials, round, cancellationToken)
                : await FindAsync(only, round, cancellationToken);
            using var rescuer = new Rescuer(dns, session, bucket, Untold("let the function's role ask SES"), cancellationToken);
            var recent = new RecentMails(s3, bucket, settings.RecordsPrefix, Untold("let the function's role read the bucket"), time);
            var resender = new Resender(
                session,
                credentials,
                new ResendPlan([.. found.Accounts.Select(a => a.Id)], settings.Domains),
                isDry ? null : claims,
                AcmQuotas.DefaultPart,
                time,
                new ResendLookups { Rescue = rescuer.FindAsync, LastMail = recent.FindAsync }
            );
            await Parallel.ForEachAsync(
                found.Places,
                new ParallelOptions { MaxDegreeOfParallelism = PlacesAtOnce, CancellationToken = cancellationToken },
                async (place, token) =>
                {
                    if (await resender.RunAsync(place, hold, round.Add, token, only) is { } problem)
                    {
                        round.Add(problem);
                    }
                }
            );
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            round.IsComplete = false;
        }

        var told = request.DryRun || topic is null ? 0 : await TellAsync(topic, claims, dns, round);
        return round.Answer(told);

        Action<string> Untold(string advice) => problem => round.Add(new EstateProblem(own, [], problem, null, advice));
    }

    /// <summary>The regions of the trusted accounts.</summary>
    private async Task<FoundPlaces> FindAsync(AccountCredentials credentials, Round round, CancellationToken cancellationToken)
    {
        var scope = settings.Organization is null
            ? new EstateScope { Accounts = [.. (settings.Accounts ?? []).Append(own).Distinct()] }
            : new EstateScope { IsWholeOrganization = true };
        return await new EstatePlaces(session, own, credentials, scope, round.Add).FindAsync(cancellationToken);
    }

    /// <summary>The region of one certificate, if its account is trusted: an event can name any certificate.</summary>
    private async Task<FoundPlaces> FindAsync(CertificateArn certificate, Round round, CancellationToken cancellationToken)
    {
        var account = certificate.Account;
        var isTrusted = account == own || settings.Accounts?.Contains(account) == true;
        if (!isTrusted && settings.Organization is { } id)
        {
            using var organization = new OrganizationMembership(id, session, time);
            isTrusted = await organization.MembersAmongAsync([account], cancellationToken) is [_];
        }

        if (!isTrusted)
        {
            round.Add(new EstateProblem(account, [], "it is not trusted", null, "nothing is done there"));
            return new FoundPlaces([], []);
        }

        return new FoundPlaces([new EstateAccount(account, null)], [new EstatePlace(account, certificate.Region)]);
    }

    /// <summary>
    /// Tells the operator. It is little, and goes on where the sweep's time is over: what was found must be told. What is left then, the
    /// next round tells.
    /// </summary>
    private async Task<int> TellAsync(SnsTopic topic, ResendClaims claims, MxReader dns, Round round)
    {
        var told = 0;
        using var limit = new CancellationTokenSource(TellingTime);
        try
        {
            foreach (var result in round.Results)
            {
                if (
                    PendingNotice.Of(result.Pending, time.GetUtcNow()) is { } notice
                    && await claims.TakeNoticeAsync(result.Pending.Certificate.Arn, notice.What, limit.Token) is { } claim
                )
                {
                    await TellAsync(topic, notice, claim, dns, limit.Token);
                    told++;
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or TemporarilyUnavailableException && limit.IsCancellationRequested)
        {
            round.IsComplete = false;
        }

        return told;
    }

    private async Task TellAsync(
        SnsTopic topic,
        PendingNotice notice,
        ResendClaim claim,
        MxReader dns,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var explained = notice.MailDomain is { } domain
                ? notice.With(await SeenAsync(dns, domain, cancellationToken))
                : notice;
            await topic.PublishAsync(
                explained.Title,
                settings.NotifyFormat.Body(explained.Title, explained.Text),
                cancellationToken
            );
        }
        catch
        {
            // Whatever it was, the next round tells it.
            await claim.GiveBackAsync(CancellationToken.None);
            throw;
        }
    }

    /// <summary>One look at where a domain's mail goes.</summary>
    private static async Task<string> SeenAsync(MxReader dns, DomainName domain, CancellationToken cancellationToken)
    {
        try
        {
            return DomainChecks.Summarise(await dns.ReadAsync(domain, null, cancellationToken).WaitAsync(LookTime, cancellationToken));
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return $"where mail for {domain} goes is not known (no answer)";
        }
    }

    /// <summary>What came of a round, from many regions at a time.</summary>
    private sealed class Round
    {
        private readonly Lock gate = new();
        private readonly List<ResendResult> results = [];
        private readonly List<EstateProblem> problems = [];

        internal bool IsComplete { get; set; } = true;

        internal IReadOnlyList<ResendResult> Results => results;

        internal void Add(ResendResult result)
        {
            lock (gate)
            {
                results.Add(result);
            }
        }

        internal void Add(EstateProblem problem)
        {
            lock (gate)
            {
                problems.Add(problem);
            }
        }

        internal SweepAnswer Answer(int told) =>
            new(
                results.GroupBy(r => r.Outcome).ToDictionary(g => g.Key.ToString(), g => g.Count()),
                told,
                [.. EstateProblem.Merge(problems).Select(p => $"account {p.Account}: {p.Detail}; {p.Advice}")],
                IsComplete
            );
    }
}
