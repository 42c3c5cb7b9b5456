using AcmApprover.Approval.Verdicts;
using AcmApprover.Aws.Client;
using AcmApprover.Aws.Estate;
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

    /// <summary>Runs it.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="hold">For how long nobody else works in a region that this one works in.</param>
    /// <param name="cancellationToken">Its time.</param>
    public async Task<SweepAnswer> RunAsync(SweepRequest request, TimeSpan hold, CancellationToken cancellationToken)
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
        IReadOnlyList<AccountId> accounts = [.. (settings.Accounts ?? []).Append(own).Distinct()];
        var round = new Round();
        try
        {
            var scope = settings.Organization is null
                ? new EstateScope { Accounts = accounts }
                : new EstateScope { IsWholeOrganization = true };
            var found = await new EstatePlaces(session, own, credentials, scope, round.Add).FindAsync(cancellationToken);
            var plan = new ResendPlan([.. found.Accounts.Select(a => a.Id)], settings.Domains);
            using var rescuer = new Rescuer(
                new MxReader(settings.NameServers),
                session,
                bucket,
                problem => round.Add(new EstateProblem(own, [], problem, null, "let the function's role ask SES")),
                cancellationToken
            );
            var resender = new Resender(
                session,
                credentials,
                plan,
                isDry ? null : claims,
                AcmQuotas.DefaultPart,
                time,
                rescuer.FindAsync
            );
            await Parallel.ForEachAsync(
                found.Places,
                new ParallelOptions { MaxDegreeOfParallelism = PlacesAtOnce, CancellationToken = cancellationToken },
                async (place, token) =>
                {
                    if (await resender.RunAsync(place, hold, round.Add, token) is { } problem)
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

        var told = request.DryRun || topic is null ? 0 : await TellAsync(topic, claims, round.Results);
        return round.Answer(told);
    }

    /// <summary>Tells the operator. It is little, and goes on where the sweep's time is over: what was found must be told.</summary>
    private async Task<int> TellAsync(SnsTopic topic, ResendClaims claims, IEnumerable<ResendResult> results)
    {
        var told = 0;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        foreach (var result in results)
        {
            if (PendingNotice.Of(result.Pending, time.GetUtcNow()) is not { } notice)
            {
                continue;
            }

            if (await claims.TakeNoticeAsync(result.Pending.Certificate.Arn, notice.What, limit.Token) is not { } claim)
            {
                continue;
            }

            try
            {
                await topic.PublishAsync(notice.Title, settings.NotifyFormat.Body(notice.Title, notice.Text), limit.Token);
                told++;
            }
            catch
            {
                // Whatever it was, the next round tells it.
                await claim.GiveBackAsync(CancellationToken.None);
                throw;
            }
        }

        return told;
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
