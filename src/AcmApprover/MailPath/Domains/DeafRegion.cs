namespace AcmApprover.MailPath.Domains;

/// <summary>The MX record names a host of SES that does not exist: SES does not receive in that region.</summary>
internal static class DeafRegion
{
    internal static readonly FindingKind Kind = new(
        "mx-deaf-region",
        Readiness.NotReady,
        "the MX host is SES's in a region that receives no mail"
    );

    internal static Finding? Find(MailDomain domain) =>
        domain.Providers is [{ Region: { } region }] && !ReceivingRegions.Has(region)
            ? Kind.Saw(
                $"mail of {domain.Spelled} goes to {domain.ShownHosts}, but SES receives no mail in {region}",
                "set the MX record to SES of a region that receives, and deploy the approver there"
            )
            : null;
}
