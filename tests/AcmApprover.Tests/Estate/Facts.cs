using AcmApprover.Estate;
using AcmApprover.Identifiers;

namespace AcmApprover.Tests.Estate;

/// <summary>One certificate with nothing wrong: issued, used, and its next mail far away.</summary>
internal static class Facts
{
    internal static DateTimeOffset Now { get; } = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    internal static CertificateFacts Fine { get; } =
        new()
        {
            Arn = CertificateArn.Parse("arn:aws:acm:eu-west-1:111122223333:certificate/11111111-2222-3333-4444-555555555555"),
            Status = CertificateStatus.Issued,
            KeyAlgorithm = "EC_prime256v1",
            RequestedAt = Now.AddDays(-11),
            IssuedAt = Now.AddDays(-10),
            ExpiresAt = Now.AddDays(188),
            UsedBy = ["arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop/50dc6c495c0c9188"],
            Owner = "shop",
            Names = [Name("www.example.com")],
        };

    internal static CertificateFacts Requested { get; } =
        Fine with
        {
            Status = CertificateStatus.PendingValidation,
            RequestedAt = Now.AddHours(-10),
            IssuedAt = null,
            ExpiresAt = null,
            UsedBy = [],
            Names = [Name("www.example.com") with { State = EstateNameState.Pending }],
        };

    internal static NameFacts Name(string name) =>
        new()
        {
            Name = DomainName.Parse(name),
            Method = EstateMethod.Email,
            State = EstateNameState.Validated,
            ValidationDomain = DomainName.Parse("example.com"),
            Mailboxes = ["admin@example.com"],
        };

    internal static InventoryItem Judged(CertificateFacts facts, string? mailFails = null) =>
        InventoryItem.Judge(facts, EstateCalendar.Current, Now, RiskAssessment.Soon, mailFails);

    internal static Inventory Inventory(params IReadOnlyList<InventoryItem> items) =>
        new()
        {
            TakenAt = Now,
            Accounts = [new EstateAccount(AccountId.Parse("111122223333"), "shop")],
            Regions = [Region.Parse("eu-west-1")],
            Certificates = items,
        };
}
