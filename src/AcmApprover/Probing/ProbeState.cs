using AcmApprover.Approval.Records;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Estate;

namespace AcmApprover.Probing;

/// <summary>How far a probe is.</summary>
public abstract record ProbeState
{
    /// <summary>So long the other copies of a referred mail may still come out better.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(30);

    private ProbeState() { }

    /// <summary>Judges what is seen.</summary>
    /// <param name="sight">What is seen.</param>
    /// <param name="now">The time.</param>
    /// <param name="isTimeOver">Whether no more is waited for.</param>
    public static ProbeState Of(ProbeSight sight, DateTimeOffset now, bool isTimeOver)
    {
        if (sight.Status is CertificateStatus.Failed or CertificateStatus.Revoked or CertificateStatus.ValidationTimedOut)
        {
            return new Failed(ProbeStep.Issue, $"ACM has given the certificate up: {sight.FailureReason ?? sight.Status.ToString()}");
        }

        return sight.Best switch
        {
            null => !isTimeOver ? new Waiting(ProbeStep.Mail)
                : sight.IsMailStored ? new Failed(ProbeStep.Decision, "a mail lies in the bucket, and the function has no record of it")
                : new Failed(ProbeStep.Mail, "no mail has come"),
            { Outcome: Outcome.Approved or Outcome.AlreadyApproved } => sight.Status is CertificateStatus.Issued ? new Proven()
                : isTimeOver ? new Failed(ProbeStep.Issue, $"ACM has not issued the certificate: its state is {sight.Status}")
                : new Waiting(ProbeStep.Issue),
            { Outcome: Outcome.WouldApprove } => new WouldApprove(),
            { Outcome: Outcome.Referred } referred when IsOnlyTold(referred) => new WouldApprove(),
            var last => isTimeOver || sight.IsComplete || sight.Copies.Max(copy => copy.DecidedAt) + Settling < now
                ? Refused(last)
                : new Waiting(ProbeStep.Decision),
        };
    }

    private static Failed Refused(Decision decision)
    {
        if (decision.Outcome is Outcome.Ignored)
        {
            return new Failed(ProbeStep.Decision, "the function did not know the certificate, or took the mail for another kind");
        }

        var isPressed = decision.Reasons.Any(reason => RuleBook.Find(reason.Code)?.Stage is Stage.Action);
        var reasons = string.Join("; ", decision.Reasons.Select(reason => $"{reason.Code}: {reason.Detail}"));
        return new Failed(isPressed ? ProbeStep.Button : ProbeStep.Decision, $"the function referred the mail: {reasons}")
        {
            Codes = [.. decision.Reasons.Select(reason => reason.Code)],
        };
    }

    private static bool IsOnlyTold(Decision decision) =>
        decision.Reasons.Count == 1 && decision.Reasons[0].Code == RuleBook.Of(ReasonCode.NotifyOnly).Code;

    /// <summary>Something is yet to come.</summary>
    /// <param name="For">The step.</param>
    public sealed record Waiting(ProbeStep For) : ProbeState;

    /// <summary>The certificate is issued: the whole way works.</summary>
    public sealed record Proven : ProbeState;

    /// <summary>Everything holds, and the function is set to tell the operator in place of pressing the button.</summary>
    public sealed record WouldApprove : ProbeState;

    /// <summary>A step failed.</summary>
    /// <param name="At">The step.</param>
    /// <param name="Why">What was seen.</param>
    public sealed record Failed(ProbeStep At, string Why) : ProbeState
    {
        /// <summary>The codes of the rules that the mail failed; empty where no rule is the cause.</summary>
        public IReadOnlyList<string> Codes { get; init; } = [];
    }
}
