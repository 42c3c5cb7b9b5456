using System.Diagnostics;
using AcmApprover.Approval.Actions;
using AcmApprover.Approval.Claims;
using AcmApprover.Approval.Evidence;
using AcmApprover.Approval.Mail;
using AcmApprover.Approval.Records;
using AcmApprover.Approval.Verdicts;

namespace AcmApprover.Approval;

/// <summary>
/// The story of one mail: read it, ask ACM, open the page, decide, act, record. It decides nothing itself (<see cref="Judge"/>
/// does) and touches nothing itself (the ports do).
/// </summary>
public sealed class Approver(
    ICertificateDirectory directory, IApprovalPages pages, IConsequences consequences, Policy policy, TimeProvider time)
{
    /// <summary>How long ACM may take to agree with what its site said, before the site's word is taken.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);

    /// <summary>How often the button is tried when its answer is lost, before the event is left to its next delivery.</summary>
    private const int Tries = 3;

    /// <summary>Handles one stored mail to its end.</summary>
    /// <param name="stored">The mail.</param>
    /// <param name="requestId">The id of the invocation, for the record.</param>
    /// <param name="cancellationToken">Ends what the invocation has no time left for.</param>
    /// <exception cref="TemporarilyUnavailableException">Something outside is down: the mail must be handled again.</exception>
    public async Task<Decision> HandleAsync(StoredMail stored, string requestId, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var received = MailReader.Read(stored);
        var mail = ClaimReader.Read(received);
        var end = mail is null ? new End(Outcome.Ignored) : await JudgeAndActAsync(mail, cancellationToken);

        if (end is { Referral: { } referral })
        {
            await consequences.ReferAsync(new OperatorNotice(mail!, referral), cancellationToken);
        }

        var decision = new Decision
        {
            Mail = DecisionWriter.Of(received),
            Claim = DecisionWriter.Of(mail),
            Outcome = end.Outcome,
            Severity = end.Referral is null ? null : Names.Of(end.Referral.Severity),
            Reasons = DecisionWriter.Of(end.Referral?.Reasons ?? []),
            DryRun = consequences.IsDryRun,
            Mode = Names.Of(policy.Mode),
            DecidedAt = time.GetUtcNow(),
            DurationMs = (long)time.GetElapsedTime(start).TotalMilliseconds,
            RequestId = requestId,
        };
        await consequences.RecordAsync(decision, cancellationToken);
        return decision;
    }

    private sealed record End(Outcome Outcome, Verdict.Refer? Referral = null);

    private async Task<End> JudgeAndActAsync(ValidationMail mail, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            switch (await WalkAsync(mail, cancellationToken))
            {
                case Verdict.Refer referral:
                    return new End(Outcome.Referred, referral);
                case Verdict.Approve { Warrant: var warrant }:
                    if (await ApproveAsync(warrant, tries == Tries, cancellationToken) is { } end)
                    {
                        return end;
                    }

                    break;
                case Verdict.AlreadyApproved:
                    return new End(Outcome.AlreadyApproved);
                case var verdict:
                    throw new UnreachableException($"the walk ended with {verdict.GetType().Name}, which asks for more");
            }
        }
    }

    /// <summary>Gathers evidence as long as the verdict asks for more.</summary>
    private async Task<Verdict> WalkAsync(ValidationMail mail, CancellationToken cancellationToken)
    {
        CertificateEvidence? certificate = null;
        PageEvidence? page = null;
        while (true)
        {
            var verdict = Judge.Decide(mail, certificate, page, policy, time.GetUtcNow());
            switch (verdict)
            {
                case Verdict.AskAcm ask:
                    certificate = await directory.DescribeAsync(ask.Certificate, cancellationToken);
                    break;
                case Verdict.OpenPage open:
                    page = await pages.OpenAsync(open.Warrant, cancellationToken);
                    certificate = page is PageEvidence.SaysAlreadyApproved
                        ? await DescribeUntilValidatedAsync(mail.Claim!, cancellationToken)
                        : certificate;
                    break;
                default:
                    return verdict;
            }
        }
    }

    /// <summary>Presses the button and finds out what came of it; null if nothing did and it can be tried again.</summary>
    private async Task<End?> ApproveAsync(ApprovalWarrant warrant, bool isLastTry, CancellationToken cancellationToken)
    {
        var answer = await consequences.ApproveAsync(warrant, cancellationToken);
        if (answer is null)
        {
            return new End(Outcome.WouldApprove);
        }

        // ACM's state decides, whatever the site said; the site's word is enough where ACM is slow.
        var evidence = await DescribeUntilValidatedAsync(warrant.Claim, cancellationToken);
        if (IsValidated(evidence, warrant.Claim))
        {
            return new End(answer is ButtonAnswer.AlreadyApproved or ButtonAnswer.Rejected ? Outcome.AlreadyApproved : Outcome.Approved);
        }

        return answer switch
        {
            ButtonAnswer.Approved => new End(Outcome.Approved),
            ButtonAnswer.Rejected rejected => Refer(PageRules.Rejected(rejected.Status)),
            ButtonAnswer.Lost lost when isLastTry => throw new TemporarilyUnavailableException($"the approval site {warrant.Claim.Link.Host}", lost.Detail),
            ButtonAnswer.Lost => null,
            ButtonAnswer.AlreadyApproved => Refer(new Reason(ReasonCode.ApprovalNotConfirmed, "the site says that it is approved already, and ACM does not")),
            ButtonAnswer.Unclear unclear => Refer(new Reason(ReasonCode.ApprovalNotConfirmed, unclear.Detail)),
            _ => Refer(new Reason(ReasonCode.ApprovalNotConfirmed, "the site's answer is of no known form")),
        };
    }

    /// <summary>Asks ACM until it agrees, at most for <see cref="Patience"/>.</summary>
    private async Task<CertificateEvidence> DescribeUntilValidatedAsync(Claim claim, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        for (var pause = FirstPause; ; pause *= 2)
        {
            var evidence = await directory.DescribeAsync(claim.Certificate, cancellationToken);
            if (IsValidated(evidence, claim) || time.GetElapsedTime(start) + pause > Patience)
            {
                return evidence;
            }

            await Task.Delay(pause, time, cancellationToken);
        }
    }

    private static bool IsValidated(CertificateEvidence evidence, Claim claim) =>
        evidence is CertificateEvidence.Found { State: var state } && state.Arn == claim.Certificate && state.IsValidated(claim.Domain);

    private static End Refer(Reason reason) => new(Outcome.Referred, new Verdict.Refer([reason], Severity.Warning));
}
