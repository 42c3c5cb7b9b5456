namespace AcmApprover.MailPath.Receiving;

/// <summary>SES takes mail for no domain that it does not know.</summary>
internal static class NoIdentity
{
    internal static readonly FindingKind Kind = new(
        "identity-missing",
        Readiness.NotReady,
        "neither the domain nor one above it is an identity of SES in the region"
    );

    internal static Finding? Find(ReceivedDomain domain) =>
        domain is { Facts.Identities.Value: not null, Identity: null }
            ? Kind.Saw(
                $"neither {domain.Name} nor a domain above it is an identity of SES in {domain.Facts.Region}",
                $"create the identity {domain.Name} there, and its three DKIM records"
            )
            : null;
}
