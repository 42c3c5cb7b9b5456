using System.Diagnostics.CodeAnalysis;
using AcmApprover.Identifiers;

namespace AcmApprover.Approval.Verdicts;

/// <summary>Senders that the operator allows: domains by a <see cref="DomainPattern"/>, or one whole address.</summary>
public sealed record SenderPattern
{
    /// <summary>What a setting that lists senders accepts.</summary>
    public const string Expected = "an address, " + DomainPattern.Expected;

    private readonly DomainPattern domains;
    private readonly string? localPart;

    private SenderPattern(DomainPattern domains, string? localPart) => (this.domains, this.localPart) = (domains, localPart);

    /// <summary>Reads a pattern; false for anything that is not exactly one.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out SenderPattern? pattern)
    {
        var at = text.LastIndexOf('@');
        pattern =
            DomainPattern.TryParse(text[(at + 1)..], out var domains)
            && (at < 0 || (IsDotAtom(text[..at]) && !domains.ToString().Contains('*', StringComparison.Ordinal)))
                ? new SenderPattern(domains, at < 0 ? null : text[..at])
                : null;
        return pattern is not null;
    }

    /// <summary>What stands before an address's @ where nothing is quoted (RFC 5322, section 3.2.3); a * is left for patterns.</summary>
    private static bool IsDotAtom(string text) =>
        text.Length > 0
        && text[0] != '.'
        && text[^1] != '.'
        && !text.Contains("..", StringComparison.Ordinal)
        && text.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'+-/=?^_`{|}~.".Contains(c, StringComparison.Ordinal));

    /// <summary>Whether the pattern allows an address.</summary>
    public bool Matches(string localPart, DomainName domain) =>
        AllowsDomain(domain) && (this.localPart is null || this.localPart.Equals(localPart, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the pattern allows a domain to sign: an address allows its own.</summary>
    public bool AllowsDomain(DomainName domain) => domains.Matches(domain);

    /// <summary>The pattern as it is written.</summary>
    public override string ToString() => localPart is null ? domains.ToString() : $"{localPart}@{domains}";
}
