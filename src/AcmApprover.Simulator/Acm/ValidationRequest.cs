using AcmApprover.Simulator.ApprovalSite;

namespace AcmApprover.Simulator.Acm;

/// <summary>
/// One mailing of ACM's: "prove that you own this name". The same request goes to five mailboxes, and the first approval settles it.
/// </summary>
/// <param name="CertificateArn">The certificate.</param>
/// <param name="Account">The account that holds it.</param>
/// <param name="Region">Its region.</param>
/// <param name="Domain">The name to be validated, as it stands in the certificate.</param>
/// <param name="ValidationDomain">The domain of the five mailboxes.</param>
/// <param name="IsRenewal">Whether this is about a renewal of the certificate.</param>
/// <param name="SentAt">When the mail was sent; the link works for 72 hours from then.</param>
public sealed record ValidationRequest(
    string CertificateArn,
    string Account,
    string Region,
    string Domain,
    string ValidationDomain,
    bool IsRenewal,
    DateTimeOffset SentAt
)
{
    /// <summary>The local parts of the five mailboxes that ACM writes to (ACM user guide, "Email validation").</summary>
    public static IReadOnlyList<string> Mailboxes { get; } = ["administrator", "hostmaster", "postmaster", "webmaster", "admin"];

    /// <summary>The link's <c>code</c>, a secret.</summary>
    public string Code { get; } = Guid.NewGuid().ToString();

    /// <summary>The link's <c>context</c>, a secret: a UUID and the region's name in hexadecimal.</summary>
    public string Context { get; } = $"{Guid.NewGuid()}-{Convert.ToHexStringLower(System.Text.Encoding.ASCII.GetBytes(Region))}";

    /// <summary>The host of the approval site for this region.</summary>
    public string Host => SimulatedApprovalSite.HostOf(Region);

    /// <summary>The link as it stands in the mail.</summary>
    public string Link => $"https://{Host}/approvals?code={Code}&context={Context}";

    /// <summary>The five addresses that the mail goes to.</summary>
    public IReadOnlyList<string> Emails => [.. Mailboxes.Select(mailbox => $"{mailbox}@{ValidationDomain}")];
}
