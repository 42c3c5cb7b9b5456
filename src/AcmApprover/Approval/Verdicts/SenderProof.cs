using AcmApprover.Approval.Mail;
using AcmApprover.Identifiers;
using AcmApprover.Text;

namespace AcmApprover.Approval.Verdicts;

/// <summary>How far the sender of a mail is proven, by what SES wrote on it and nothing else.</summary>
internal static class SenderProof
{
    private const string Pass = "PASS";

    /// <summary>What is not proven, a phrase each; none if the sender is.</summary>
    internal static IEnumerable<string> Gaps(ReceivedMail mail, IReadOnlyList<SenderPattern> allowed)
    {
        if (mail.Ses is not { } ses)
        {
            yield return "SES did not write its headers on it";
            yield break;
        }

        if (ses.ResultsProblem is { } problem)
        {
            yield return problem;
        }

        if (mail.From is not [var address])
        {
            yield return $"From has {mail.From.Count} addresses, not one";
        }
        else if (!TrySplit(address, out var local, out var domain) || !allowed.Any(p => p.Matches(local, domain)))
        {
            yield return $"From '{OutsideText.Quote(address)}' is not one of {string.Join(", ", allowed)}";
        }
        else if (ses.ResultsProblem is null && !ses.Dkim.Any(d => d.Passed && IsAligned(d.Domain, domain, allowed)))
        {
            yield return $"no DKIM signature of {domain} passed ({Describe(ses.Dkim)})";
        }

        if (ses.SpamVerdict != Pass && !IsSpam(ses.SpamVerdict))
        {
            yield return NotScanned("spam");
        }

        if (ses.VirusVerdict != Pass)
        {
            yield return ses.VirusVerdict is null
                ? NotScanned("viruses")
                : $"SES's virus verdict is {OutsideText.Quote(ses.VirusVerdict)}, not {Pass}";
        }
    }

    /// <summary>What SES's spam verdict is if it is not PASS; null if it is, or if there is none, which is a gap in the proof.</summary>
    internal static string? SpamProblem(ReceivedMail mail) =>
        mail.Ses?.SpamVerdict is { } verdict && IsSpam(verdict) ? $"SES's spam verdict is {OutsideText.Quote(verdict)}, not {Pass}" : null;

    /// <summary>SES's words for mail that did not pass its scan (SES developer guide, receiving-email-notifications-contents).</summary>
    private static bool IsSpam(string? verdict) => verdict is "FAIL" or "GRAY" or "PROCESSING_FAILED";

    /// <summary>Both domains are allowed, and are equal or one lies below the other.</summary>
    private static bool IsAligned(string signer, DomainName from, IReadOnlyList<SenderPattern> allowed) =>
        DomainName.TryParse(signer, out var domain)
        && allowed.Any(p => p.AllowsDomain(domain))
        && (domain.IsAtOrBelow(from) || from.IsBelow(domain));

    private static bool TrySplit(
        string address,
        out string local,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out DomainName? domain
    )
    {
        var at = address.LastIndexOf('@');
        local = at < 0 ? "" : address[..at];
        domain = null;
        return at > 0 && DomainName.TryParse(address.AsSpan(at + 1), out domain) && !domain.IsWildcard;
    }

    private static string Describe(IReadOnlyList<DkimResult> results) =>
        results.Count == 0
            ? "SES noted none"
            : "SES noted "
                + string.Join(", ", results.Take(5).Select(r => $"{OutsideText.Quote(r.Result)} of {OutsideText.Quote(r.Domain)}"));

    private static string NotScanned(string what) => $"it was not scanned for {what}: enable spam and virus scanning in the receipt rule";
}
