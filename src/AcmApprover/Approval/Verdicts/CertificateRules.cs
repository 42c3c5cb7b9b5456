using AcmApprover.Approval.Claims;
using AcmApprover.Approval.Evidence;
using AcmApprover.Text;

namespace AcmApprover.Approval.Verdicts;

/// <summary>The rules about what ACM says of the certificate.</summary>
internal static class CertificateRules
{
    /// <summary>Every rule that fails. That the name is validated already is no failure, and not asked here.</summary>
    internal static IReadOnlyList<Reason> Check(ValidationMail mail, Claim claim, CertificateEvidence evidence) =>
        evidence switch
        {
            CertificateEvidence.Found found => Check(mail, claim, found.State),
            CertificateEvidence.NotReadable refused => [new Reason(ReasonCode.CertificateNotReadable, refused.Detail)],
            _ => [new Reason(ReasonCode.CertificateNotFound, $"there is no {claim.Certificate}")],
        };

    private static List<Reason> Check(ValidationMail mail, Claim claim, CertificateState state)
    {
        List<Reason> reasons = [];
        var name = state.Find(claim.Domain);
        if (state.Arn != claim.Certificate)
        {
            reasons.Add(new Reason(ReasonCode.CertificateNotFound, $"ACM answers with {state.Arn} instead of {claim.Certificate}"));
        }

        if (state.Round == ValidationRound.Over)
        {
            reasons.Add(new Reason(ReasonCode.CertificateNotPending, $"its status is {OutsideText.Quote(state.Status)}"));
        }
        else if (name is { Status: NameStatus.Failed } && state.Round != ValidationRound.None)
        {
            reasons.Add(new Reason(ReasonCode.CertificateNotPending, $"the validation of {claim.Domain} has failed"));
        }

        if (name is null)
        {
            var names = state.Names.Count == 0 ? "none" : string.Join(", ", state.Names.Take(10).Select(n => n.Domain));
            reasons.Add(new Reason(ReasonCode.DomainNotInCertificate, $"the names being validated are {names}, and not {claim.Domain}"));
            return reasons;
        }

        if (name.Method != ValidationMethod.Email)
        {
            reasons.Add(
                new Reason(
                    ReasonCode.NotEmailValidated,
                    $"{claim.Domain} is validated by {(name.Method == ValidationMethod.Dns ? "DNS" : "another method")}"
                )
            );
        }
        else if (name.Emails.Count > 0 && !mail.Mail.Recipients.Any(r => name.Emails.Contains(r, StringComparer.OrdinalIgnoreCase)))
        {
            reasons.Add(new Reason(ReasonCode.RecipientNotExpected, $"ACM wrote to {string.Join(", ", name.Emails.Take(10))}"));
        }

        return reasons;
    }
}
