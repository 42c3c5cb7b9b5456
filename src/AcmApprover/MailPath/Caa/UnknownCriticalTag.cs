namespace AcmApprover.MailPath.Caa;

/// <summary>A critical record has a tag that an authority need not know, and then it must not issue (RFC 8659, section 4.1).</summary>
internal static class UnknownCriticalTag
{
    internal static readonly FindingKind Kind = new(
        "caa-critical",
        Readiness.NotReady,
        "a CAA record with an unknown tag is marked as critical"
    );

    internal static Finding? Find(CertificateName name) =>
        name.Sets.FirstOrDefault(set => set.UnknownCritical is not null) is { UnknownCritical: { } record } set
            ? Kind.Saw(
                $"a CAA record of {set.At} is critical, and its tag is unknown: {CaaSet.Show(record)}",
                "remove it, or set its flags to 0"
            )
            : null;
}
