namespace AcmApprover.MailPath.Caa;

/// <summary>One resolver has an answer and another has none, or this machine's network lets none through.</summary>
internal static class DisputedCaa
{
    internal static readonly FindingKind Kind = new(
        "caa-unanswered",
        Readiness.CannotTell,
        "a resolver fails, or gets no answer, on the way to the nearest CAA records, and another does not; or none answers anything"
    );

    internal static Finding? Find(CertificateName name) =>
        name.Unanswered.Count > 0 && !(name.IsNetworkProven && name.Unanswered.Count == name.Walks.Count)
            ? Kind.Saw(name.ShownUnanswered, "needs resolvers that answer: run doctor again, or name others with --dns")
            : null;
}
