namespace AcmApprover.Approval.Mail;

/// <summary>What SES found of one DKIM signature.</summary>
/// <param name="Result">The result's word in lower case (RFC 8601, section 2.7.1).</param>
/// <param name="Domain">The domain that signed, in lower case; empty if SES did not name it.</param>
public sealed record DkimResult(string Result, string Domain)
{
    /// <summary>Whether the signature is valid. It does not say whose signature it is: anybody can sign for a domain of theirs.</summary>
    public bool Passed => Result == "pass";
}
