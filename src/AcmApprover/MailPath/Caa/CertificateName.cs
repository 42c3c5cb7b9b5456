using AcmApprover.Identifiers;
using AcmApprover.MailPath.Domains;

namespace AcmApprover.MailPath.Caa;

/// <summary>What DNS says of who may issue certificates for a name.</summary>
public sealed record CertificateName
{
    /// <summary>The name, perhaps a wildcard.</summary>
    public required DomainName Name { get; init; }

    /// <summary>The way of each resolver that counts.</summary>
    public required IReadOnlyList<CaaWalk> Walks { get; init; }

    /// <summary>Whether those resolvers answered anything at all: if not, this machine's network may be at fault.</summary>
    public required bool IsNetworkProven { get; init; }

    /// <summary>The records that count, by the resolvers that found any.</summary>
    internal IEnumerable<CaaSet> Sets =>
        Walks.Select(walk => walk.Found).OfType<CaaStep>().Select(step => new CaaSet(step, Name.IsWildcard));

    /// <summary>The questions that had no answer.</summary>
    internal IReadOnlyList<CaaStep> Unanswered => [.. Walks.Select(walk => walk.Unanswered).OfType<CaaStep>()];

    /// <summary>Unanswered questions in words.</summary>
    internal string ShownUnanswered =>
        string.Join(
            "; ",
            Unanswered.Select(step => $"{step.Reply.Resolver} gives {Word(step.Reply.Outcome)} for the CAA records of {step.Name}")
        );

    private static string Word(DnsOutcome outcome) =>
        outcome switch
        {
            DnsOutcome.ServerFailure => "SERVFAIL",
            DnsOutcome.NoAnswer => "no answer",
            DnsOutcome.Refused => "a refusal",
            DnsOutcome.Unreadable or DnsOutcome.Records or DnsOutcome.NoRecords or DnsOutcome.NoSuchName => "nothing that can be read",
        };
}
