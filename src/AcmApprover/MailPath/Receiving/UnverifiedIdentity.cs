namespace AcmApprover.MailPath.Receiving;

/// <summary>SES knows the domain, but has not seen its DKIM records.</summary>
internal static class UnverifiedIdentity
{
    internal static readonly FindingKind Kind = new(
        "identity-unverified",
        Readiness.NotReady,
        "the nearest identity of SES is not verified"
    );

    internal static Finding? Find(ReceivedDomain domain) =>
        domain.Identity is { Status: not "Success" } identity
            ? Kind.Saw(
                $"the identity {identity.Name} of SES in {domain.Facts.Region} is not verified ({identity.Status})",
                "create the three DKIM records that SES shows for it"
            )
            : null;
}
