namespace AcmApprover.MailPath.Domains;

/// <summary>SES receives, but in another region than the approver lives in.</summary>
internal static class ForeignRegion
{
    internal static readonly FindingKind Kind = new(
        "mx-other-region",
        Readiness.NotReady,
        "SES receives in another region than the approver's"
    );

    internal static Finding? Find(MailDomain domain) =>
        domain is { Region: { } region, Providers: [{ Region: { } actual }] } && actual != region && ReceivingRegions.Has(actual)
            ? Kind.Saw(
                $"mail of {domain.Spelled} goes to SES in {actual}, and the approver lives in {region}",
                $"set the MX record to 10 {ReceivingRegions.HostOf(region)}, or deploy the approver in {actual}"
            )
            : null;
}
