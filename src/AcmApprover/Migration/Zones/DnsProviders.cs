using AcmApprover.Identifiers;

namespace AcmApprover.Migration.Zones;

/// <summary>Whose name servers these are, by their names, so that the operator knows whom to ask. Nothing is decided by it.</summary>
public static class DnsProviders
{
    /// <summary>Suffixes of name servers, as the providers document them.</summary>
    private static readonly (string Suffix, string Provider)[] Known =
    [
        ("ns.cloudflare.com", "Cloudflare"),
        ("googledomains.com", "Google Cloud DNS"),
        ("azure-dns.com", "Azure DNS"),
        ("azure-dns.net", "Azure DNS"),
        ("azure-dns.org", "Azure DNS"),
        ("azure-dns.info", "Azure DNS"),
        ("akam.net", "Akamai"),
        ("domaincontrol.com", "GoDaddy"),
        ("nsone.net", "NS1"),
        ("ultradns.com", "UltraDNS"),
        ("ultradns.net", "UltraDNS"),
        ("dnsimple.com", "DNSimple"),
        ("dnsmadeeasy.com", "DNS Made Easy"),
        ("digitalocean.com", "DigitalOcean"),
        ("hetzner.com", "Hetzner"),
        ("hetzner.de", "Hetzner"),
        ("gandi.net", "Gandi"),
        ("ovh.net", "OVHcloud"),
        ("registrar-servers.com", "Namecheap"),
        ("ui-dns.com", "IONOS"),
        ("ui-dns.de", "IONOS"),
        ("verisigndns.com", "Verisign"),
    ];

    /// <summary>The provider; null if it is not known, or if the servers are of several.</summary>
    public static string? Of(IReadOnlyList<RecordName> nameServers)
    {
        var providers = nameServers.Select(Of).Distinct().ToArray();
        return providers is [{ } one] ? one : null;
    }

    private static string? Of(RecordName server) =>
        Array.Exists(server.Value.Split('.'), label => label.StartsWith("awsdns-", StringComparison.Ordinal))
            ? "Route 53 in an account that was not read"
            : Known
                .Where(known => server.Value.EndsWith("." + known.Suffix, StringComparison.Ordinal))
                .Select(known => known.Provider)
                .FirstOrDefault();
}
