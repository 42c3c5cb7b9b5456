using System.Collections.Concurrent;
using AcmApprover.Aws.Client;
using AcmApprover.Aws.Estate;
using AcmApprover.Aws.S3;
using AcmApprover.Aws.Sns;
using AcmApprover.Aws.Sts;
using AcmApprover.Dns;
using AcmApprover.Estate;
using AcmApprover.Hosting.Answers;
using AcmApprover.Hosting.Configuration;
using AcmApprover.Hosting.Events;
using AcmApprover.Identifiers;
using AcmApprover.Migration.Guarding;
using AcmApprover.Migration.Switching;

namespace AcmApprover.Hosting;

/// <summary>
/// One round through every region of the trusted accounts: whether the certificates that ACM renews by DNS could be renewed now. It may
/// end at any moment.
/// </summary>
/// <param name="settings">What the operator set.</param>
/// <param name="own">The account of the session's credentials.</param>
/// <param name="session">With what and where AWS is asked.</param>
/// <param name="time">The clock.</param>
public sealed class Guard(Settings settings, AccountId own, AwsSession session, TimeProvider time)
{
    private const int PlacesAtOnce = 16;

    /// <summary>Questions that a name server is asked at a time.</summary>
    private const int QuestionsAtOnce = 16;

    /// <summary>Runs it.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="cancellationToken">Its time.</param>
    public async Task<GuardAnswer> RunAsync(GuardRequest request, CancellationToken cancellationToken)
    {
        if (settings.Bucket is not { } bucket)
        {
            throw new SettingsException(["a guard needs ACM_APPROVER_BUCKET, the mail bucket, to note what it has seen"]);
        }

        using var s3 = S3MailStore.CreateClient(session);
        using var credentials = new AccountCredentials(own, settings.AccountRole, settings.AccountExternalId, session, time);
        using var topic = settings.OperatorTopicArn is { } arn && !request.DryRun ? new SnsTopic(arn, session) : null;
        using var dns = new ValidationReader(settings.NameServers, QuestionsAtOnce);
        var round = new Round(
            dns,
            request.DryRun ? null : new S3GuardStates(s3, bucket, settings.RecordsPrefix),
            async (notice, token) => await TellAsync(notice, topic, new S3NoticeLog(s3, settings.RecordsPrefix, time), bucket, token),
            time
        );
        var isComplete = true;
        try
        {
            var scope = settings.Organization is null
                ? new EstateScope { Accounts = [.. (settings.Accounts ?? []).Append(own).Distinct()] }
                : new EstateScope { IsWholeOrganization = true };
            var found = await new EstatePlaces(session, own, credentials, scope, round.Add).FindAsync(cancellationToken);
            var certificates = new RenewedByDns(session, credentials, AcmQuotas.DefaultPart, time);
            await Parallel.ForEachAsync(
                found.Places,
                new ParallelOptions { MaxDegreeOfParallelism = PlacesAtOnce, CancellationToken = cancellationToken },
                async (place, token) =>
                {
                    if (await certificates.ReadAsync(place, round.LookAsync, token) is { } problem)
                    {
                        round.Add(problem);
                    }
                }
            );
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            isComplete = false;
        }

        return round.Answer(isComplete);
    }

    /// <summary>Tells the operator, unless the same was told within 72 hours.</summary>
    /// <returns>Whether it was told now.</returns>
    private async Task<bool> TellAsync(
        GuardNotice notice,
        SnsTopic? topic,
        S3NoticeLog notices,
        string bucket,
        CancellationToken cancellationToken
    )
    {
        var isTold = false;
        if (topic is not null)
        {
            await notices.OnceAsync(
                bucket,
                notice.Key,
                async token =>
                {
                    await topic.PublishAsync(notice.Title, settings.NotifyFormat.Body(notice.Title, notice.Text), token);
                    isTold = true;
                },
                cancellationToken
            );
        }

        return isTold;
    }

    /// <summary>What came of a round, from many regions at a time.</summary>
    /// <param name="dns">What the DNS says.</param>
    /// <param name="states">What is remembered; null for a dry run.</param>
    /// <param name="tell">Tells the operator; false if it was told before.</param>
    /// <param name="time">The clock.</param>
    private sealed class Round(
        ValidationReader dns,
        S3GuardStates? states,
        Func<GuardNotice, CancellationToken, Task<bool>> tell,
        TimeProvider time
    )
    {
        private readonly ConcurrentBag<string> results = [];
        private readonly ConcurrentBag<EstateProblem> problems = [];
        private int told;

        internal void Add(EstateProblem problem) => problems.Add(problem);

        internal async Task LookAsync(MigrationFacts facts, CancellationToken cancellationToken)
        {
            if (await dns.LookAsync(facts.Names, cancellationToken) is not { } look)
            {
                results.Add("Unseen");
                return;
            }

            results.Add(look.IsRight ? "Right" : "Failing");
            if (states is null)
            {
                return;
            }

            var (arn, now) = (facts.Certificate.Arn, time.GetUtcNow());
            var remembered = await states.ReadAsync(arn, cancellationToken);
            var decision = GuardDecision.Of(remembered.State, look.IsRight, facts.Certificate.ExpiresAt ?? DateTimeOffset.MaxValue, now);
            if (decision.Mark is { } mark && await tell(GuardNotice.Of(facts, look, mark, now), cancellationToken))
            {
                Interlocked.Increment(ref told);
            }

            // After it was told: what dies in between is told again, or was told within 72 hours.
            if (!decision.State.IsSame(remembered.State))
            {
                await states.WriteAsync(arn, decision.State, remembered, cancellationToken);
            }
        }

        internal GuardAnswer Answer(bool isComplete) =>
            new(
                results.CountBy(word => word).ToDictionary(),
                told,
                [.. EstateProblem.Merge([.. problems]).Select(p => $"account {p.Account}: {p.Detail}; {p.Advice}")],
                isComplete
            );
    }
}
