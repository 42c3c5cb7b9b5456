namespace AcmApprover.MailPath.Caa;

/// <summary>
/// Nobody can see whether the records allow it: an authority must not issue then (CA/B Forum baseline requirements, 4.2.2.1).
/// </summary>
internal static class FailingCaa
{
    internal static readonly FindingKind Kind = new(
        "caa-fails",
        Readiness.NotReady,
        "every resolver fails, or gets no answer, on the way from the name to its nearest CAA records"
    );

    internal static Finding? Find(CertificateName name) =>
        name.IsNetworkProven && name.Unanswered.Count == name.Walks.Count
            ? Kind.Saw(name.ShownUnanswered, "have the domain's name servers answer questions for the type CAA, be it with nothing")
            : null;
}
