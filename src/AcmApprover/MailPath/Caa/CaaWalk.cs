using AcmApprover.MailPath.Domains;

namespace AcmApprover.MailPath.Caa;

/// <summary>
/// A resolver's way from a name up to the root (RFC 8659, section 3). The nearest records count, and a question without an answer ends the
/// way as they do.
/// </summary>
/// <param name="Resolver">The resolver.</param>
/// <param name="Steps">The questions, the name itself first; at least one.</param>
public sealed record CaaWalk(string Resolver, IReadOnlyList<CaaStep> Steps)
{
    /// <summary>The records that count, and the name that has them; null where there are none, or a question had no answer.</summary>
    internal CaaStep? Found => Steps[^1] is { Reply.Outcome: DnsOutcome.Records } last ? last : null;

    /// <summary>The question that had no answer; null if all had one.</summary>
    internal CaaStep? Unanswered => Steps[^1] is { Reply.IsAnswer: false } last ? last : null;
}
