namespace AcmApprover.MailPath.Caa;

/// <summary>The nearest CAA records do not name Amazon.</summary>
internal static class Forbidden
{
    internal static readonly FindingKind Kind = new(
        "caa-forbids",
        Readiness.NotReady,
        "the nearest CAA records do not let Amazon issue (for a wildcard: `issuewild`, if there is any)"
    );

    internal static Finding? Find(CertificateName name) =>
        name.Sets.FirstOrDefault(set => !set.IsOpen && set.Amazons.Count == 0) is { } set
            ? Kind.Saw(
                $"the CAA records of {set.At} do not name Amazon: {set.Shown}",
                $"add 0 {(name.Name.IsWildcard ? "issuewild" : "issue")} \"{CaaSet.Amazon[0]}\" to {set.At}"
            )
            : null;
}
