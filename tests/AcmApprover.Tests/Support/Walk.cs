using AcmApprover.Approval.Claims;
using AcmApprover.Approval.Evidence;
using AcmApprover.Approval.Verdicts;

namespace AcmApprover.Tests.Support;

/// <summary>How far a mail comes with the evidence that is given.</summary>
internal abstract record Step
{
    private Step() { }

    public sealed record AskAcm(CertificateWarrant Warrant) : Step;

    public sealed record OpenPage(PageWarrant Warrant) : Step;

    public sealed record Approve(ApprovalWarrant Warrant) : Step;

    public sealed record AlreadyApproved : Step;

    public sealed record Ignored : Step;

    public sealed record Refer(Referral Referral) : Step
    {
        public IReadOnlyList<Reason> Reasons => Referral.Reasons;

        public Severity Severity => Referral.Severity;
    }
}

/// <summary>The verdicts of all stages in a row, without any port.</summary>
internal static class Walk
{
    /// <summary>Goes on until a stage ends the way, or evidence is missing.</summary>
    public static Step Decide(ValidationMail mail, CertificateEvidence? certificate, PageEvidence? page, Policy policy, DateTimeOffset now)
    {
        if (CertificateWarrant.Grant(mail, policy, now).Ends(out var ending, out var mayAsk))
        {
            return Of(ending);
        }

        if (certificate is null)
        {
            return new Step.AskAcm(mayAsk);
        }

        if (PageWarrant.Grant(mayAsk, certificate).Ends(out ending, out var mayOpen))
        {
            return Of(ending);
        }

        if (page is null)
        {
            return new Step.OpenPage(mayOpen);
        }

        return ApprovalWarrant.Grant(mayOpen, page, certificate).Ends(out ending, out var mayPress)
            ? Of(ending)
            : new Step.Approve(mayPress);
    }

    private static Step Of(Ending ending) =>
        ending switch
        {
            { Referral: { } referral } => new Step.Refer(referral),
            { Outcome: Outcome.AlreadyApproved } => new Step.AlreadyApproved(),
            { Outcome: Outcome.Ignored } => new Step.Ignored(),
            _ => throw new InvalidOperationException($"no stage before the button ends as {ending.Outcome}"),
        };
}
