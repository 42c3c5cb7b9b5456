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
            && at != 0
            && (at < 0 || !text.Contains('*', StringComparison.Ordinal))
                ? new SenderPattern(domains, at < 0 ? null : text[..at])
                : null;
        return pattern is not null;
    }

    /// <summary>Whether the pattern allows an address.</summary>
    public bool Matches(string localPart, DomainName domain) =>
        AllowsDomain(domain) && (this.localPart is null || this.localPart.Equals(localPart, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the pattern allows a domain to sign: an address allows its own.</summary>
    public bool AllowsDomain(DomainName domain) => domains.Matches(domain);

    /// <summary>The pattern as it is written.</summary>
    public override string ToString() => localPart is null ? domains.ToString() : $"{localPart}@{domains}";
}
