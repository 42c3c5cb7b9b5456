using AcmApprover.Approval.Evidence;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Simulator.Mails;
using AcmApprover.Tests.Support;

namespace AcmApprover.Tests;

/// <summary>Mail about a certificate that was a probe, and is deleted.</summary>
public sealed class ProbeMailTests
{
    private static readonly MailDraft Probe = Valid.Mail with { Domain = "acm-probe-1a2b3c4d.example.com" };

    [Fact]
    public async Task A_late_mail_about_a_deleted_probe_is_ignored()
    {
        var world = new World { IsMarked = true }.Acm(new CertificateEvidence.NotFound());
        var decision = await world.HandleAsync(Probe);
        Assert.Equal((Outcome.Ignored, "acm-probe-1a2b3c4d.example.com"), (decision.Outcome, decision.Claim?.Domain));
        Assert.Equal(["describe", "mark", "record"], world.Calls);
    }

    [Fact]
    public async Task One_that_nobody_marked_is_an_alert()
    {
        var world = new World().Acm(new CertificateEvidence.NotFound());
        var decision = await world.HandleAsync(Probe);
        Assert.Equal(["certificate-not-found"], decision.Reasons.Select(reason => reason.Code));
        Assert.Equal(["describe", "mark", "tell", "record"], world.Calls);
    }

    [Fact]
    public async Task No_mark_is_looked_for_where_ACM_knows_the_certificate_or_the_name_is_no_probes()
    {
        var other = new World { IsMarked = true }.Acm(new CertificateEvidence.NotFound());
        await other.HandleAsync();
        Assert.DoesNotContain("mark", other.Calls);

        var refused = new World { IsMarked = true }.Acm(new CertificateEvidence.NotReadable("acm:DescribeCertificate"));
        await refused.HandleAsync(Probe);
        Assert.DoesNotContain("mark", refused.Calls);
    }
}
