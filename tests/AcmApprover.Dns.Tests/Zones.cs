namespace AcmApprover.Dns.Tests;

/// <summary>The zones of the tests: names, and records as in a master file.</summary>
internal static class Zones
{
    private const string Ses = "@ IN MX 10 inbound-smtp.eu-west-1.amazonaws.com.\n";

    internal static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>
    {
        ["example"] = "",
        ["ses.example"] = Ses + "www IN CNAME @\nshop IN A 192.0.2.1\n",
        ["null.example"] = "@ IN MX 0 .\n",
        ["none.example"] = "@ IN TXT \"nothing\"\n",
        ["web.example"] = "@ IN A 192.0.2.1\n@ IN AAAA 2001:db8::1\ncdn IN A 192.0.2.2\n",
        ["mixed.example"] = Ses + "@ IN MX 20 aspmx.l.google.com.\n",
        ["regions.example"] = Ses + "@ IN MX 20 inbound-smtp.us-east-1.amazonaws.com.\n",
        ["google.example"] = "@ IN MX 1 aspmx.l.google.com.\n@ IN MX 5 alt1.aspmx.l.google.com.\n",
        ["microsoft.example"] = "@ IN MX 0 microsoft-example.mail.protection.outlook.com.\n",
        ["filtered.example"] = "@ IN MX 10 mxa.pphosted.com.\n@ IN MX 20 aspmx.l.google.com.\n",
        ["own.example"] = "@ IN MX 10 mail.own.example.\nmail IN A 192.0.2.3\n",
        ["manager.example"] = "@ IN MX 10 abcdef.wmjb.mail-manager-smtp.amazonaws.com.\n",
        ["elsewhere.example"] = "@ IN MX 10 inbound-smtp.us-west-2.amazonaws.com.\n",
        ["deaf.example"] = "@ IN MX 10 inbound-smtp.ca-west-1.amazonaws.com.\n",
        ["alias.example"] = "@ IN TXT \"x\"\nmail IN CNAME ses.example.\nweb IN CNAME cdn.web.example.\ngone IN CNAME nowhere.example.\n",
        ["forbids.example"] = Ses + "@ IN CAA 0 issue \"letsencrypt.org\"\nallows IN CAA 0 issue \"amazon.com\"\n",
        ["nobody.example"] = Ses + "@ IN CAA 0 issue \";\"\n",
        ["wild.example"] = Ses + "@ IN CAA 0 issue \"amazon.com\"\n@ IN CAA 0 issuewild \";\"\n",
        ["onlywild.example"] = Ses + "@ IN CAA 0 issue \";\"\n@ IN CAA 0 issuewild \"awstrust.com\"\n",
        ["report.example"] = Ses + "@ IN CAA 0 iodef \"mailto:operator@report.example\"\n",
        ["critical.example"] = Ses + "@ IN CAA 0 issue \"amazonaws.com\"\n@ IN CAA 128 tbs \"unknown\"\n",
        ["methods.example"] = Ses + "@ IN CAA 0 issue \"amazon.com; validationmethods=dns-01\"\n",
        ["either.example"] = Ses + "@ IN CAA 0 issue \"amazon.com; validationmethods=dns-01\"\n@ IN CAA 0 issue \"amazontrust.com\"\n",
        ["long.example"] = string.Concat(
            Enumerable.Range(10, 60).Select(i => $"@ IN MX {i} a-host-with-quite-a-long-name-{i}.mail.protection.outlook.com.\n")
        ),
        ["bogus.example"] = Ses,
        ["dead.example"] = Ses,
    };
}
