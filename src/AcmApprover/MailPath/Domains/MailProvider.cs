using AcmApprover.Identifiers;

namespace AcmApprover.MailPath.Domains;

/// <summary>Who runs a mail host, told by the name that the provider documents for MX records.</summary>
/// <param name="Name">The provider, as its customers know it; the host itself where it is unknown.</param>
internal sealed record MailProvider(string Name)
{
    private const string Inbound = "inbound-smtp.";
    private const string Amazon = ".amazonaws.com";

    /// <summary>Ends of host names, and whose they are.</summary>
    private static readonly (string End, string Name)[] known =
    [
        (".google.com", "Google Workspace"),
        (".googlemail.com", "Google Workspace"),
        (".mail.protection.outlook.com", "Microsoft 365"),
        (".mx.microsoft", "Microsoft 365"),
        (".mail.protection.office365.us", "Microsoft 365"),
        (".pphosted.com", "Proofpoint"),
        (".ppe-hosted.com", "Proofpoint"),
        (".mimecast.com", "Mimecast"),
        (".iphmx.com", "Cisco Secure Email"),
        (".barracudanetworks.com", "Barracuda"),
        (".messagelabs.com", "Symantec Email Security"),
        (".hornetsecurity.com", "Hornetsecurity"),
        (".mx.cloudflare.net", "Cloudflare Email Routing"),
        (".mail.icloud.com", "iCloud Mail"),
        (".messagingengine.com", "Fastmail"),
        (".protonmail.ch", "Proton Mail"),
        (".zoho.com", "Zoho Mail"),
        (".zoho.eu", "Zoho Mail"),
        (".yandex.net", "Yandex 360"),
        (".mailgun.org", "Mailgun"),
        (".sendgrid.net", "SendGrid"),
        (".improvmx.com", "ImprovMX"),
        (".emailsrvr.com", "Rackspace Email"),
        (".secureserver.net", "GoDaddy"),
        (".registrar-servers.com", "Namecheap"),
        (".mail.ovh.net", "OVHcloud"),
        (".kundenserver.de", "IONOS"),
        (".ionos.com", "IONOS"),
        (".mail.gandi.net", "Gandi"),
    ];

    /// <summary>The region whose SES receives the mail; null where SES does not.</summary>
    internal Region? Region { get; private init; }

    /// <summary>Whether it is an ingress endpoint of SES Mail Manager.</summary>
    internal bool IsMailManager { get; private init; }

    /// <summary>Who runs a host.</summary>
    internal static MailProvider Of(string host)
    {
        if (
            host.StartsWith(Inbound, StringComparison.Ordinal)
            && host.EndsWith(Amazon, StringComparison.Ordinal)
            && host.Length > Inbound.Length + Amazon.Length
            && Identifiers.Region.TryParse(host.AsSpan()[Inbound.Length..^Amazon.Length], out var region)
        )
        {
            return new MailProvider($"SES in {region}") { Region = region };
        }

        if (host.EndsWith(Amazon, StringComparison.Ordinal) && host.Contains(".mail-manager-smtp", StringComparison.Ordinal))
        {
            return new MailProvider("SES Mail Manager") { IsMailManager = true };
        }

        return new MailProvider(Array.Find(known, entry => host.EndsWith(entry.End, StringComparison.Ordinal)).Name ?? host);
    }
}
