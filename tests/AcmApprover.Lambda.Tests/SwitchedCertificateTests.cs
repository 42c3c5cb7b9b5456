using AcmApprover.Simulator.Acm;
using AcmApprover.Simulator.Mails;

namespace AcmApprover.Lambda.Tests;

/// <summary>Mails about certificates on their way from e-mail to DNS validation.</summary>
public sealed class SwitchedCertificateTests
{
    [Fact]
    public async Task While_a_switch_runs_a_mail_is_approved_as_before()
    {
        await using var function = await FunctionWorld.StartAsync();
        var renewal = Renewing(function);
        function.World.Acm.StartSwitch(renewal.CertificateArn);

        (await function.DeliverAsync(MailDraft.For(renewal))).AssertApproved();

        Assert.Equal("PENDING_DOMAIN_VALIDATION", function.World.Acm.SwitchOf(renewal.CertificateArn));
        Assert.False(function.World.Acm.IsPending(renewal.CertificateArn));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_late_copy_after_the_switch_is_silent(bool showsFirstMethod)
    {
        await using var function = await FunctionWorld.StartAsync();
        function.World.Acm.ShowsFirstMethod = showsFirstMethod;
        var renewal = Renewing(function);
        var (name, value) = SimulatedAcm.RecordOf(FunctionWorld.Own, renewal.Domain);
        function.World.Acm.Resolve = asked => asked == name.TrimEnd('.') ? value : null;
        function.World.Acm.StartSwitch(renewal.CertificateArn);
        Assert.Equal("SUCCESS", function.World.Acm.SwitchOf(renewal.CertificateArn));

        var result = await function.DeliverAsync(MailDraft.For(renewal));

        Assert.Equal("AlreadyApproved", result.Decision().Outcome());
        Assert.Empty(function.World.Sns.Messages);
        Assert.Equal(0, function.Pressed);
    }

    /// <summary>A certificate inside its renewal window, where a switch renews it as well.</summary>
    private static ValidationRequest Renewing(FunctionWorld function)
    {
        var arn = function.World.Acm.Plant(
            new PlantedCertificate
            {
                Account = FunctionWorld.Own,
                Region = FunctionWorld.Region,
                Names = ["www.example.com"],
                IssuedAt = TimeProvider.System.GetUtcNow().AddDays(-180),
                InUseBy = ["arn:aws:cloudfront::111122223333:distribution/E1EXAMPLE"],
            }
        );
        return function.World.Acm.StartRenewal(arn)[0];
    }
}
