namespace AcmApprover.MailPath.Domains;

/// <summary>What several findings advise.</summary>
internal static class WayOut
{
    internal const string Guide = "docs/behind-another-mail-system.md";

    /// <summary>For a domain without an MX record. A CNAME stands alone: nothing can be added beside it (RFC 1034, 3.6.2).</summary>
    internal static string Of(MailDomain domain) =>
        domain.Answer?.AliasOf is null
            ? $"create the MX record {Record(domain)}, or request the certificate with a parent as its validation domain"
            : "a name that is a CNAME cannot have an MX record: request the certificate with a parent as its validation domain, "
                + $"or see {Guide}";

    /// <summary>The MX record that the domain should have.</summary>
    internal static string Record(MailDomain domain) =>
        domain.Region is { } region ? $"10 {ReceivingRegions.HostOf(region)}" : "10 inbound-smtp.<region>.amazonaws.com";

    internal static string Names(IEnumerable<MailProvider> providers) => string.Join(" and ", providers.Select(provider => provider.Name));
}
