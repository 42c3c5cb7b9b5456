using AcmApprover.Approval.Evidence;
using AcmApprover.Identifiers;

namespace AcmApprover.Scenes;

/// <summary>What ACM says of our certificate when it is asked, in the making.</summary>
internal sealed class Certificates
{
    public Answer Answers { get; set; } = Answer.Found;
    public ValidationRound Round { get; set; }
    public string Status { get; set; } = "";
    public ValidationMethod Method { get; set; } = ValidationMethod.Email;
    public NameStatus NameStatus { get; set; } = NameStatus.Pending;
    public List<string> Emails { get; set; } = [];

    /// <summary>Whether the name of the mail is on the certificate, and which others are.</summary>
    public bool HasName { get; set; } = true;
    public List<NameValidation> Others { get; set; } = [];

    /// <summary>The certificate that is answered; null for the one that was asked for.</summary>
    public string? OtherArn { get; set; }

    /// <summary>Whether somebody else's approval shows while the page is opened: from the second answer on the name is validated.</summary>
    public bool ApprovesItself { get; set; }

    /// <summary>How often ACM still says "pending" after an approval; it never agrees where this is high.</summary>
    public int Lag { get; set; }

    public CertificateEvidence Describe(Request own, bool isApproved)
    {
        if (Answers != Answer.Found)
        {
            return Answers == Answer.NotFound
                ? new CertificateEvidence.NotFound()
                : new CertificateEvidence.NotReadable("acm:DescribeCertificate is not allowed");
        }

        List<NameValidation> names = [.. Others];
        if (HasName)
        {
            names.Insert(
                names.Count / 2,
                new NameValidation(DomainName.Parse(own.Domain), Method, isApproved ? NameStatus.Validated : NameStatus, Emails)
            );
        }

        var isIssued = isApproved && names.TrueForAll(n => n.Status == NameStatus.Validated);
        return new CertificateEvidence.Found(
            new CertificateState(
                CertificateArn.Parse(OtherArn ?? own.Arn),
                isIssued ? ValidationRound.None : Round,
                isIssued ? "ISSUED" : Status,
                names
            )
        );
    }
}

/// <summary>How ACM answers.</summary>
internal enum Answer
{
    /// <summary>With a certificate.</summary>
    Found,

    /// <summary>That it has none.</summary>
    NotFound,

    /// <summary>That we may not ask.</summary>
    Refused,
}
