using AcmApprover.Approval.Evidence;
using AcmApprover.Aws.Acm;
using AcmApprover.Aws.Client;
using AcmApprover.Aws.Sts;
using AcmApprover.Identifiers;
using AcmApprover.Simulator;
using AcmApprover.Simulator.Acm;
using AcmApprover.Simulator.Faults;
using AcmApprover.Simulator.Http;
using Microsoft.Extensions.Time.Testing;
using static AcmApprover.Aws.Tests.Surroundings;

namespace AcmApprover.Aws.Tests.Acm;

public sealed class CertificateDirectoryTests : InTheWorld, IDisposable
{
    private const string Role = "AcmApproverReader";
    private readonly FakeTimeProvider time = new(DateTimeOffset.UtcNow);
    private readonly AccountCredentials credentials;
    private readonly AcmCertificateDirectory directory;

    public CertificateDirectoryTests(Surroundings surroundings)
        : base(surroundings)
    {
        credentials = new AccountCredentials(AccountId.Parse(Own), Role, "external-id", AwsSession.OfProcess, time);
        directory = new AcmCertificateDirectory(credentials);
        World.Sts.AllowRole(Other, Role, "external-id");
    }

    public void Dispose()
    {
        directory.Dispose();
        credentials.Dispose();
    }

    [Theory]
    [InlineData(Home)]
    [InlineData("us-east-1")]
    [InlineData("ap-southeast-4")]
    public async Task A_certificate_of_our_own_is_read_in_its_region_without_a_role(string region)
    {
        var requested = Request(Own, region);

        var state = await FoundAsync(requested);

        Assert.Equal((requested.CertificateArn, ValidationRound.Issue), (state.Arn.ToString(), state.Round));
        var name = Assert.Single(state.Names);
        Assert.Equal(("www.example.com", ValidationMethod.Email, NameStatus.Pending), (name.Domain.Value, name.Method, name.Status));
        Assert.Equal(requested.Emails.Order(), name.Emails.Order());
        Assert.Empty(World.Requests.Of(ServiceName.Sts));
    }

    [Fact]
    public async Task A_renewal_is_read_until_it_is_done()
    {
        var arn = Request(Own).CertificateArn;
        World.Acm.ApproveAll(arn);
        Assert.Equal(ValidationRound.None, (await FoundAsync(arn)).Round);
        World.Acm.StartRenewal(arn);
        Assert.Equal(ValidationRound.Renewal, (await FoundAsync(arn)).Round);
        World.Acm.ApproveAll(arn);
        Assert.Equal(ValidationRound.None, (await FoundAsync(arn)).Round);
    }

    [Fact]
    public async Task In_another_account_a_role_is_assumed_once_and_again_before_it_runs_out()
    {
        string[] arns = [Request(Other).CertificateArn, Request(Other, "us-east-1").CertificateArn];

        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => FoundAsync(arns[i % 2])));
        var assumed = Assert.Single(Assumed);
        Assert.Equal(
            ($"arn:aws:iam::{Other}:role/{Role}", "acm-approver", "external-id", "900"),
            (assumed.Form["RoleArn"], assumed.Form["RoleSessionName"], assumed.Form["ExternalId"], assumed.Form["DurationSeconds"])
        );

        time.Advance(TimeSpan.FromMinutes(11));
        await FoundAsync(arns[0]);
        Assert.Single(Assumed);

        time.Advance(TimeSpan.FromMinutes(2));
        await FoundAsync(arns[0]);
        await FoundAsync(arns[1]);
        Assert.Equal(2, Assumed.Count);

        // With the keys of the moment: those of the first role, then those of the second.
        var keys = World.Requests.Of(ServiceName.Acm).Select(request => request.Header("Authorization")!.Split('/')[0]);
        Assert.Equal(2, keys.Distinct().Count());
    }

    [Fact]
    public async Task A_role_that_is_refused_makes_a_certificate_unreadable()
    {
        var notReadable = await NotReadableAsync(Request("222233334444").CertificateArn);
        Assert.Contains($"the role {Role} in account 222233334444 cannot be assumed", notReadable, StringComparison.Ordinal);

        World.Sts.AllowRole("333344445555", Role, "another-id");
        Assert.Contains("sts:AssumeRole", await NotReadableAsync(Request("333344445555").CertificateArn), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_role_no_other_account_is_readable()
    {
        using var none = new AccountCredentials(AccountId.Parse(Own), null, null, AwsSession.OfProcess, time);
        using var ownOnly = new AcmCertificateDirectory(none);

        var evidence = await ownOnly.DescribeAsync(CertificateArn.Parse(Request(Other).CertificateArn), CancellationToken.None);

        Assert.Contains("no role is set", Assert.IsType<CertificateEvidence.NotReadable>(evidence).Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(World.Requests.All, request => request.Service is ServiceName.Sts or ServiceName.Acm);
    }

    [Fact]
    public async Task What_ACM_refuses_is_not_readable()
    {
        World.Faults.Add(ServiceName.Acm, "DescribeCertificate", Misbehave.Error(400, "AccessDeniedException"));
        Assert.Contains($"ACM in {Home} refuses", await NotReadableAsync(Request(Own).CertificateArn), StringComparison.Ordinal);
        Assert.Single(World.Requests.Of(ServiceName.Acm));
    }

    [Fact]
    public async Task What_ACM_does_not_know_is_not_found()
    {
        var none = $"arn:aws:acm:{Home}:{Own}:certificate/3b4d78e1-0000-4000-8000-00000000c0de";
        Assert.IsType<CertificateEvidence.NotFound>(await DescribeAsync(none));

        World.Faults.Add(ServiceName.Acm, "DescribeCertificate", Misbehave.Error(400, "InvalidArnException"));
        Assert.IsType<CertificateEvidence.NotFound>(await DescribeAsync(none));
    }

    [Fact]
    public async Task Throttling_is_waited_out()
    {
        World.Faults.Add(ServiceName.Sts, "AssumeRole", Misbehave.Error(400, "Throttling"), times: 2);
        World.Faults.Add(ServiceName.Acm, "DescribeCertificate", Misbehave.Error(400, "ThrottlingException"), times: 5);

        await FoundAsync(Request(Other));

        Assert.Equal(0, World.Faults.Pending);
    }

    [Theory]
    [InlineData(ServiceName.Acm, "ACM in eu-west-1")]
    [InlineData(ServiceName.Sts, "STS")]
    public async Task What_stays_down_is_told_when_time_runs_out(ServiceName service, string name)
    {
        var arn = CertificateArn.Parse(Request(Other).CertificateArn);
        World.Faults.Add(service, null, Misbehave.Error(503, "ServiceUnavailable"), times: 1_000_000);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(6));

        var e = await Assert.ThrowsAsync<TemporarilyUnavailableException>(() => directory.DescribeAsync(arn, limit.Token));

        Assert.Equal(name, e.Service);
        Assert.Contains("status 503", e.Message, StringComparison.Ordinal);
        Assert.True(World.Requests.Of(service).Count > 4, "it was not tried again");
    }

    private IReadOnlyList<SimulatedRequest> Assumed => World.Requests.Of(ServiceName.Sts, "AssumeRole");

    private ValidationRequest Request(string account, string region = Home) =>
        World.Acm.RequestCertificate(account, region, ["www.example.com"])[0];

    private Task<CertificateEvidence> DescribeAsync(string arn) =>
        directory.DescribeAsync(CertificateArn.Parse(arn), CancellationToken.None);

    private Task<CertificateState> FoundAsync(ValidationRequest requested) => FoundAsync(requested.CertificateArn);

    private async Task<CertificateState> FoundAsync(string arn)
    {
        var evidence = await DescribeAsync(arn);
        return evidence is CertificateEvidence.Found found ? found.State : throw new InvalidOperationException($"{evidence}");
    }

    private async Task<string> NotReadableAsync(string arn) =>
        Assert.IsType<CertificateEvidence.NotReadable>(await DescribeAsync(arn)).Detail;
}
