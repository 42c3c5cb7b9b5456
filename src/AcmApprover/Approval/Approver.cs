using AcmApprover.Approval.Actions;
using AcmApprover.Approval.Claims;
using AcmApprover.Approval.Evidence;
using AcmApprover.Approval.Mail;
using AcmApprover.Approval.Records;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Identifiers;

namespace AcmApprover.Approval;

/// <summary>
/// The way of one mail: read it, judge it, ask ACM, judge, open the page, judge, press the button, confirm, tell, record. It decides
/// nothing (the verdicts do) and touches nothing (the ports do).
/// </summary>
public sealed class Approver(
    ICertificateDirectory directory,
    IApprovalPages pages,
    IConsequences consequences,
    Policy policy,
    TimeProvider time,
    IOrganization? organization = null,
    IRescues? rescues = null,
    IProbeMarks? probes = null
)
{
    /// <summary>Of how many accounts of a mail the organization is asked: Amazon's mails name one. The rest counts as strangers'.</summary>
    private const int MostAccounts = 5;

    /// <summary>How long ACM may take to agree with what its site said, before the site's word is taken.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);

    /// <summary>How often the button is pressed where its answer is lost, before the event is left to its next delivery.</summary>
    private const int MaxPresses = 3;

    /// <summary>Handles one stored mail to its end.</summary>
    /// <param name="stored">The mail.</param>
    /// <param name="requestId">The id of the invocation, for the record.</param>
    /// <param name="cancellationToken">Cancels when the invocation has no time left.</param>
    /// <exception cref="TemporarilyUnavailableException">A service is down or throttling: the mail must be handled again.</exception>
    /// <exception cref="NotToldException">The operator could not be told: the same.</exception>
    public async Task<Decision> HandleAsync(StoredMail stored, string requestId, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var received = MailReader.Read(stored);
        var mail = ClaimReader.Read(received);
        var (ending, page) = mail is null ? (Ending.Ignored, null) : await ApproveAsync(mail, cancellationToken);

        var decidedAt = time.GetUtcNow();
        (ending, var seenAt) = await KeepAsync(mail, ending, page, decidedAt, cancellationToken);
        var notice = mail is null ? null : OperatorNotice.Of(mail, ending, policy.TellsApprovals, seenAt);
        var decision = new Decision
        {
            Mail = DecisionWriter.Of(received),
            Claim = DecisionWriter.Of(mail),
            Outcome = ending.Outcome,
            Severity = ending.Referral is null ? null : Names.Of(ending.Referral.Severity),
            Reasons = DecisionWriter.Of(ending.Referral?.Reasons ?? []),
            DryRun = consequences.IsDryRun,
            Mode = Names.Of(policy.Mode),
            DecidedAt = decidedAt,
            DurationMs = (long)time.GetElapsedTime(start).TotalMilliseconds,
            RequestId = requestId,
            Version = ProgramVersion.Current,
        };
        await ConcludeAsync(decision, notice, cancellationToken);
        return decision;
    }

    /// <summary>
    /// Tells and records. An approval is recorded before telling can fail. Of a referral the record says that the operator was told, or
    /// that nobody listens: then it is all that anybody can find.
    /// </summary>
    private async Task ConcludeAsync(Decision decision, OperatorNotice? notice, CancellationToken cancellationToken)
    {
        var recordsFirst = notice is null || decision.Outcome == Outcome.Approved;
        if (recordsFirst)
        {
            await consequences.RecordAsync(decision, cancellationToken);
        }

        Exception? untold = null;
        try
        {
            await (notice is null ? Task.CompletedTask : consequences.TellAsync(notice, cancellationToken));
        }
        catch (Exception e) when (recordsFirst || e is NobodyListensException)
        {
            untold = e;
        }

        if (!recordsFirst)
        {
            await consequences.RecordAsync(decision, cancellationToken);
        }

        if (untold is not null)
        {
            throw new NotToldException(decision, untold);
        }
    }

    /// <summary>
    /// Keeps what was not understood, and of a probe what was. Where that fails, the reason of the referral says so, and all else goes on.
    /// </summary>
    private async Task<(Ending Ending, string? SeenAt)> KeepAsync(
        ValidationMail? mail,
        Ending ending,
        SiteResponse? page,
        DateTimeOffset decidedAt,
        CancellationToken cancellationToken
    )
    {
        if (mail is null)
        {
            return (ending, null);
        }

        if (ending.Referral is not { } referral || Snapshot.Of(mail, referral, decidedAt) is not { } snapshot)
        {
            if (page is not null && ProbeName.IsOne(mail.Domain))
            {
                await consequences.KeepAsync(Snapshot.OfProbe(mail, page, decidedAt), cancellationToken);
            }

            return (ending, null);
        }

        var kept = await consequences.KeepAsync(snapshot, cancellationToken);
        return (kept.Problem is null ? ending : Ending.Refer(referral.With($"what was seen is not kept: {kept.Problem}")), kept.Place);
    }

    /// <summary>How the way of a mail ends, and the page that it met; null for none.</summary>
    private async Task<(Ending Ending, SiteResponse? Page)> ApproveAsync(ValidationMail mail, CancellationToken cancellationToken)
    {
        var trusted = await TrustAsync(mail, cancellationToken);
        if (CertificateWarrant.Grant(mail, trusted, time.GetUtcNow()).Ends(out var ending, out var mayAsk))
        {
            return (ending, null);
        }

        var certificate = await directory.DescribeAsync(mayAsk.Claim.Certificate, cancellationToken);
        if (certificate is CertificateEvidence.NotFound && await IsProbeAsync(mail, mayAsk.Claim, cancellationToken))
        {
            certificate = new CertificateEvidence.DeletedProbe();
        }

        if ((await JudgeAsync(mayAsk, certificate, cancellationToken)).Ends(out ending, out var mayOpen))
        {
            return (ending, null);
        }

        PageEvidence page;
        ButtonAnswer answer;
        var presses = 0;
        do
        {
            page = await pages.OpenAsync(mayOpen, cancellationToken);
            certificate = page.NeedsConfirmation ? await ConfirmAsync(mayOpen.Claim, cancellationToken) : certificate;
            if (ApprovalWarrant.Grant(mayOpen, page, certificate).Ends(out ending, out var mayPress))
            {
                return (ending, page.Response);
            }

            if (OperatorNotice.Of(mail, Ending.Approved, policy.TellsApprovals) is { } notice)
            {
                await consequences.BeginTellingAsync(notice, cancellationToken);
            }

            answer = await consequences.PressAsync(mayPress, cancellationToken);
            certificate = answer.NeedsConfirmation ? await ConfirmAsync(mayPress.Claim, cancellationToken) : certificate;
            if (Confirmation.Judge(mayPress, answer, certificate).Ends(out ending, out mayOpen))
            {
                return (ending, page.Response);
            }
        } while (++presses < MaxPresses);

        throw new TemporarilyUnavailableException(
            $"the approval site {mayOpen.Link.Host}",
            $"{presses} answers to the button were lost: {answer}"
        );
    }

    /// <summary>
    /// Whether a certificate that ACM does not know was a probe of ours. Only a probe's name is looked up: any other mail costs nothing.
    /// </summary>
    private async Task<bool> IsProbeAsync(ValidationMail mail, Claim claim, CancellationToken cancellationToken) =>
        probes is not null
        && mail.Mail.Source.Bucket is { } bucket
        && ProbeName.IsOne(claim.Domain)
        && await probes.IsOursAsync(bucket, claim.Domain, claim.Certificate, cancellationToken);

    /// <summary>
    /// Judges ACM's answer. That a mail was sent to another domain is looked up only where its recipient is all that stands in the way: an
    /// ordinary mail costs nothing more.
    /// </summary>
    private async Task<Verdict<PageWarrant>> JudgeAsync(
        CertificateWarrant asked,
        CertificateEvidence certificate,
        CancellationToken cancellationToken
    ) =>
        rescues is not null && PageWarrant.NeedsRescue(asked, certificate)
            ? PageWarrant.Grant(
                asked,
                certificate,
                await rescues.FindAsync(asked.Claim.Certificate, asked.Claim.Domain, cancellationToken),
                time.GetUtcNow()
            )
            : PageWarrant.Grant(asked, certificate);

    /// <summary>The policy, where an organization is trusted with those of its accounts that the mail names.</summary>
    private async Task<Policy> TrustAsync(ValidationMail mail, CancellationToken cancellationToken) =>
        organization is null
            ? policy
            : policy with
            {
                Accounts = await organization.MembersAmongAsync([.. mail.Accounts.Take(MostAccounts)], cancellationToken),
                Organization = organization.Id,
            };

    /// <summary>Asks ACM until the name is validated, at most for <see cref="Patience"/>.</summary>
    private async Task<CertificateEvidence> ConfirmAsync(Claim claim, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        for (var pause = FirstPause; ; pause *= 2)
        {
            var evidence = await directory.DescribeAsync(claim.Certificate, cancellationToken);
            if (evidence.IsValidated(claim) || time.GetElapsedTime(start) + pause > Patience)
            {
                return evidence;
            }

            await Task.Delay(pause, time, cancellationToken);
        }
    }
}
