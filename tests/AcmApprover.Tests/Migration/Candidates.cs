using AcmApprover.Estate;
using AcmApprover.Identifiers;
using AcmApprover.Migration;
using AcmApprover.Migration.Progress;
using AcmApprover.Migration.Publishing;
using AcmApprover.Migration.Zones;

namespace AcmApprover.Tests.Migration;

/// <summary>One certificate that can be switched, with nothing in its way.</summary>
internal static class Candidates
{
    internal static readonly DateTimeOffset Now = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);
    internal static readonly AccountId Account = AccountId.Parse("111122223333");
    internal static readonly RecordName Apex = RecordName.Parse("example.com");
    internal static readonly RecordName[] Servers = [RecordName.Parse("ns-1.awsdns-01.org"), RecordName.Parse("ns-2.awsdns-02.com")];
    internal static readonly HostedZone Zone = new("Z1", Account, Apex, IsPrivate: false, Servers);
    internal static readonly ZoneCut Cut = new(Apex, Servers, IsLame: false);

    internal static readonly ValidationRecord Record = new(
        RecordName.Parse("_a1.www.example.com"),
        RecordName.Parse("_b2.c3.acm-validations.aws")
    );

    internal static readonly CandidateName Name = NameOf("www.example.com") with { Record = Record };

    internal static readonly Candidate Valid = new()
    {
        Certificate = new CertificateFacts
        {
            Arn = Arn(1),
            Names =
            [
                new NameFacts
                {
                    Name = Name.Domain,
                    Method = EstateMethod.Email,
                    State = EstateNameState.Validated,
                },
            ],
            Status = CertificateStatus.Issued,
            ExpiresAt = Now.AddDays(100),
            UsedBy = ["arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/web/1"],
        },
        Type = "AMAZON_ISSUED",
        Names = [Name],
    };

    internal static CertificateArn Arn(int number, string account = "111122223333") =>
        CertificateArn.Parse($"arn:aws:acm:eu-west-1:{account}:certificate/00000000-0000-0000-0000-{number:000000000000}");

    internal static CandidateName NameOf(string domain) =>
        new()
        {
            Configuration = new NameConfiguration(DomainName.Parse(domain), EstateMethod.Email, null, null),
            Owner = new ZoneOwner.Ours(Zone, []),
        };

    internal static Candidate With(Func<CandidateName, CandidateName> change) => Valid with { Names = [change(Name)] };

    internal static Candidate With(Func<CertificateFacts, CertificateFacts> change) =>
        Valid with
        {
            Certificate = change(Valid.Certificate),
        };
}
