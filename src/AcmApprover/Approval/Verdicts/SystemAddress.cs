using AcmApprover.Identifiers;

namespace AcmApprover.Approval.Verdicts;

/// <summary>The five mailboxes that ACM writes to (ACM user guide, email-validation; RFC 2142 has some of them).</summary>
public static class SystemAddress
{
    /// <summary>Their local parts.</summary>
    public static IReadOnlyList<string> LocalParts { get; } = ["admin", "administrator", "hostmaster", "postmaster", "webmaster"];

    /// <summary>Whether an address is one of the five at any domain.</summary>
    public static bool IsOne(string address) => HasLocalPart(address, address.LastIndexOf('@'));

    /// <summary>Whether an address is one of the five at the domain, or at a domain above it. A wildcard's own domain is above
    /// it.</summary>
    public static bool IsFor(string address, DomainName domain)
    {
        var at = address.LastIndexOf('@');
        return HasLocalPart(address, at)
            && DomainName.TryParse(address.AsSpan(at + 1), out var mailDomain)
            && domain.IsAtOrBelow(mailDomain);
    }

    /// <summary>Whether an address is one of the five at exactly this domain.</summary>
    public static bool IsAt(string address, DomainName domain)
    {
        var at = address.LastIndexOf('@');
        return HasLocalPart(address, at) && DomainName.TryParse(address.AsSpan(at + 1), out var mailDomain) && mailDomain == domain;
    }

    private static bool HasLocalPart(string address, int at) =>
        at > 0 && LocalParts.Contains(address[..at], StringComparer.OrdinalIgnoreCase);
}
