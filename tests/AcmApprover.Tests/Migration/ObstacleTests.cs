using AcmApprover.Estate;
using AcmApprover.MailPath;
using AcmApprover.Migration;
using AcmApprover.Migration.Code;
using AcmApprover.Migration.Obstacles;
using AcmApprover.Migration.Progress;
using AcmApprover.Migration.Publishing;
using AcmApprover.Migration.Zones;

namespace AcmApprover.Tests.Migration;

/// <summary>Each obstacle by itself, and what looks like one and is none.</summary>
public sealed class ObstacleTests
{
    private static readonly TemplateCertificate Template = new(
        new Dictionary<string, string> { ["DomainName"] = "\"www.example.com\"", ["ValidationMethod"] = "\"EMAIL\"" },
        IsKept: true
    );

    private static readonly StackCertificate Stack = new("web", "Certificate", "CREATE_COMPLETE") { Deployed = Template };
    private static readonly TerraformCertificate Managed = new("aws_acm_certificate.site", Candidates.Arn(1), "EMAIL");
    private static readonly CheckResult Bad = new("caa", null, [new Finding(new FindingKind("x", Readiness.NotReady, "x"), "seen", "do")]);
    private static readonly CheckResult Unclear = new(
        "caa",
        null,
        [new Finding(new FindingKind("x", Readiness.CannotTell, "x"), "seen", "do")]
    );
    private static readonly ZoneCut Cut = Candidates.Cut;

    private static readonly Dictionary<string, Candidate> Planted = new()
    {
        ["not-public"] = Candidates.Valid with { Type = "PRIVATE" },
        ["managed-by-service"] = Candidates.Valid with { ManagedBy = "CLOUDFRONT" },
        ["already-dns"] = Candidates.With(name => name with { Configuration = name.Configuration with { Active = EstateMethod.Dns } }),
        ["not-issued"] = Candidates.With(certificate => certificate with { Status = CertificateStatus.PendingValidation }),
        ["migration-running"] = Candidates.Valid with
        {
            Update = new MethodUpdate(MethodUpdateStatus.Pending, Candidates.Now.AddHours(-71), null),
        },
        ["inside-renewal-window"] = Candidates.With(certificate =>
            certificate with
            {
                ExpiresAt = Candidates.Now.AddDays(14).AddTicks(-1),
            }
        ),
        ["terraform-replaces"] = Candidates.Valid with { Terraform = [Managed] },
        ["stack-changing"] = Candidates.Valid with { Stack = Stack with { Status = "UPDATE_IN_PROGRESS" } },
        ["stack-would-replace"] = Candidates.Valid with
        {
            Stack = Stack with
            {
                Next = new TemplateCertificate(new Dictionary<string, string> { ["DomainName"] = "\"www.example.com\"" }, true),
            },
        },
        ["zone-unknown"] = Candidates.With(name => name with { Owner = new ZoneOwner.Unknown("no answer") }),
        ["zone-lame"] = Candidates.With(name => name with { Owner = new ZoneOwner.Lame(Cut) }),
        ["zone-not-delegated"] = Candidates.With(name => name with { Owner = new ZoneOwner.NotDelegated(Cut, [Candidates.Zone]) }),
        ["zone-foreign"] = Candidates.With(name => name with { Owner = new ZoneOwner.Foreign(Cut, "Cloudflare", []) }),
        ["zone-twin"] = Candidates.With(name =>
            name with
            {
                Owner = new ZoneOwner.Ours(Candidates.Zone, [Candidates.Zone with { Id = "Z2" }]),
            }
        ),
        ["dname-above"] = Candidates.With(name => name with { DelegatingName = Candidates.Apex }),
        ["name-too-long"] = Candidates.With(name => Candidates.NameOf(LongDomain(220))),
        ["record-conflict"] = Candidates.With(name => name with { Existing = [new ExistingRecord("TXT", ["\"x\""])] }),
        ["cname-chain"] = Candidates.With(name => name with { ChainLength = 6 }),
        ["caa"] = Candidates.With(name => name with { Caa = Bad }),
        ["dnssec"] = Candidates.With(name => name with { Signatures = Bad }),
    };

    private static readonly Dictionary<string, Candidate> Decoys = new()
    {
        ["nothing"] = Candidates.Valid,
        ["14 days left"] = Candidates.With(certificate => certificate with { ExpiresAt = Candidates.Now.AddDays(14) }),
        ["a switch that timed out"] = Candidates.Valid with
        {
            Update = new MethodUpdate(MethodUpdateStatus.Pending, Candidates.Now.AddHours(-72), null),
        },
        ["a switch that failed"] = Candidates.Valid with { Update = new MethodUpdate(MethodUpdateStatus.Failed, Candidates.Now, null) },
        ["a plan that keeps it"] = Candidates.Valid with
        {
            Terraform = [Managed],
            TerraformPlan = new PlannedChange(Managed.Address, PlannedEffect.Kept),
        },
        ["a plan that updates it"] = Candidates.Valid with
        {
            Terraform = [Managed],
            TerraformPlan = new PlannedChange(Managed.Address, PlannedEffect.Updated),
        },
        ["the record itself"] = Candidates.With(name =>
            name with
            {
                Existing = [new ExistingRecord("CNAME", ["_b2.c3.acm-validations.aws."])],
            }
        ),
        ["a chain of five"] = Candidates.With(name => name with { ChainLength = 5 }),
        ["a check that cannot tell"] = Candidates.With(name => name with { Caa = Unclear, Signatures = Unclear }),
        ["a long name"] = Candidates.With(name => Candidates.NameOf(LongDomain(219))),
        ["some names by DNS"] = Candidates.Valid with
        {
            Names =
            [
                Candidates.Name,
                Candidates.Name with
                {
                    Configuration = Candidates.Name.Configuration with { Active = EstateMethod.Dns },
                },
            ],
        },
    };

    public static TheoryData<string> Codes { get; } = [.. Planted.Keys];

    public static TheoryData<string> Silent { get; } = [.. Decoys.Keys];

    [Theory]
    [MemberData(nameof(Codes))]
    public void One_thing_in_the_way_is_exactly_that_obstacle(string code)
    {
        var found = Assert.Single(ObstacleBook.Find(Planted[code], Candidates.Now), obstacle => obstacle.Kind.Code != "stack-owns");
        Assert.Equal(code, found.Kind.Code);
        Assert.NotEmpty(found.Seen);
        Assert.NotEmpty(found.ToDo);
    }

    [Theory]
    [MemberData(nameof(Silent))]
    public void What_only_looks_like_an_obstacle_is_none(string what) => Assert.Empty(ObstacleBook.Find(Decoys[what], Candidates.Now));

    [Fact]
    public void Every_obstacle_is_planted_once() =>
        Assert.Equal(
            ObstacleBook.All.Select(kind => kind.Code).Except(["stack-owns", "certificate-not-read"]).Order(),
            Planted.Keys.Order()
        );

    [Fact]
    public void An_unchanged_stack_may_start_and_is_told_what_not_to_touch()
    {
        var told = Assert.Single(ObstacleBook.Find(Candidates.Valid with { Stack = Stack with { Next = Template } }, Candidates.Now));
        Assert.Equal(("stack-owns", ObstacleWeight.Tells), (told.Kind.Code, told.Kind.Weight));
        Assert.DoesNotContain("without Retain", told.Seen, StringComparison.Ordinal);

        var unkept = Candidates.Valid with { Stack = Stack with { Deployed = Template with { IsKept = false } } };
        Assert.Contains("without Retain", Assert.Single(ObstacleBook.Find(unkept, Candidates.Now)).Seen, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PlannedEffect.Replaced)]
    [InlineData(PlannedEffect.Removed)]
    public void A_plan_that_does_not_keep_the_certificate_is_no_proof(PlannedEffect effect) =>
        Assert.Equal(
            "terraform-replaces",
            Assert
                .Single(
                    ObstacleBook.Find(
                        Candidates.Valid with
                        {
                            Terraform = [Managed],
                            TerraformPlan = new PlannedChange(Managed.Address, effect),
                        },
                        Candidates.Now
                    )
                )
                .Kind.Code
        );

    [Fact]
    public void The_same_obstacle_of_several_names_is_told_once()
    {
        var foreign = Candidates.Name with { Owner = new ZoneOwner.Foreign(Cut, "Cloudflare", []) };
        Assert.Single(ObstacleBook.Find(Candidates.Valid with { Names = [foreign, foreign] }, Candidates.Now));
    }

    private static string LongDomain(int length) =>
        string.Join('.', Enumerable.Repeat(new string('a', 50), length / 51).Append(new string('b', length - (length / 51 * 51))));
}
