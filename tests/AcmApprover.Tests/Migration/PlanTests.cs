using System.Text;
using AcmApprover.Estate;
using AcmApprover.Migration;
using AcmApprover.Migration.Zones;

namespace AcmApprover.Tests.Migration;

/// <summary>The order of a plan, and the plan as a file.</summary>
public sealed class PlanTests
{
    [Fact]
    public void The_soonest_mail_window_comes_first_within_its_batch()
    {
        var plan = Plan(Expiring(3, 300), Expiring(1, 100), Expiring(2, 200));

        Assert.Equal([Candidates.Arn(1), Candidates.Arn(2), Candidates.Arn(3)], plan.Certificates.Select(entry => entry.Certificate));
        Assert.Equal([0, 1, 1], plan.Certificates.Select(entry => entry.Batch));
    }

    [Fact]
    public void Each_account_and_provider_has_one_canary()
    {
        var other = Expiring(4, 50) with { Certificate = Expiring(4, 50).Certificate with { Arn = Candidates.Arn(4, "444455556666") } };

        var plan = Plan(Expiring(1, 100), Expiring(2, 200), other);

        Assert.Equal(
            [Candidates.Arn(4, "444455556666"), Candidates.Arn(1)],
            plan.Certificates.Where(e => e.Batch == 0).Select(e => e.Certificate)
        );
    }

    [Fact]
    public void A_batch_is_what_a_team_takes()
    {
        var plan = Plan([.. Enumerable.Range(1, 2 + (2 * MigrationPlan.BatchSize)).Select(number => Expiring(number, 60 + number))]);

        Assert.Equal(
            [(0, 1), (1, MigrationPlan.BatchSize), (2, MigrationPlan.BatchSize), (3, 1)],
            plan.Certificates.GroupBy(entry => entry.Batch!.Value).Select(batch => (batch.Key, batch.Count()))
        );
    }

    [Fact]
    public void What_cannot_be_switched_is_skipped_and_comes_last()
    {
        var plan = Plan(Expiring(1, 50) with { Type = "PRIVATE" }, Expiring(2, 100));

        Assert.Equal([PlanAction.Switch, PlanAction.Skip], plan.Certificates.Select(entry => entry.Action));
        Assert.Null(plan.Certificates[1].Batch);
        Assert.Equal(["not-public"], plan.Certificates[1].Obstacles.Select(obstacle => obstacle.Code));
    }

    [Fact]
    public void A_zone_of_somebody_else_waits_for_its_owner()
    {
        var foreign = Candidates.With(name => name with { Owner = new ZoneOwner.Foreign(Candidates.Cut, "Cloudflare", []) });

        var entry = Assert.Single(Plan(foreign).Certificates);

        Assert.Equal(PlanAction.Wait, entry.Action);
        Assert.Equal("Cloudflare", Assert.Single(entry.Records).Provider);
    }

    [Fact]
    public void A_name_and_its_wildcard_share_a_record()
    {
        var certificate = Candidates.Valid with
        {
            Names = [Candidates.NameOf("example.com"), Candidates.NameOf("*.example.com"), Candidates.NameOf("www.example.com")],
        };

        Assert.Equal(
            [
                ["example.com", "*.example.com"],
                ["www.example.com"],
            ],
            Assert.Single(Plan(certificate).Certificates).Records.Select(record => record.Domains.Select(domain => domain.Value))
        );
    }

    [Fact]
    public void A_plan_comes_back_from_its_file_as_it_was()
    {
        var unknown = Expiring(3, 300) with { Names = [Candidates.Name with { Record = null }] };
        var plan = Plan(Expiring(1, 100), Expiring(2, 200) with { Type = "PRIVATE" }, unknown);
        using var file = new MemoryStream();
        PlanJson.Write(file, plan);

        var read = PlanJson.Read(file.ToArray());
        using var again = new MemoryStream();
        PlanJson.Write(again, read);

        Assert.Equal(plan.Certificates.Count, read.Certificates.Count);
        Assert.Equal(Encoding.UTF8.GetString(file.ToArray()), Encoding.UTF8.GetString(again.ToArray()));
    }

    [Fact]
    public void A_plan_with_a_misspelt_member_or_the_same_certificate_twice_is_refused()
    {
        var entry = Assert.Single(Plan(Candidates.Valid).Certificates);
        using var file = new MemoryStream();
        PlanJson.Write(file, new MigrationPlan { MadeAt = Candidates.Now, Certificates = [entry, entry] });
        var twice = Assert.Throws<FormatException>(() => PlanJson.Read(file.ToArray()));
        Assert.Contains(entry.Certificate.ToString(), twice.Message, StringComparison.Ordinal);

        var misspelt = Encoding.UTF8.GetString(file.ToArray()).Replace("\"batch\"", "\"bacth\"", StringComparison.Ordinal);
        Assert.Contains(
            "certificates[0]",
            Assert.Throws<FormatException>(() => PlanJson.Read(Encoding.UTF8.GetBytes(misspelt))).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_certificate_that_could_not_be_read_is_in_the_plan_and_is_skipped()
    {
        var known = Candidates.Valid.Certificate with { Arn = Candidates.Arn(2) };
        var unread = new UnreadCertificate(known, "not allowed (AccessDeniedException)");

        var plan = MigrationPlan.Of([Candidates.Valid], [unread], EstateCalendar.Current, Candidates.Now);

        Assert.Equal([Candidates.Valid.Certificate.Arn, known.Arn], plan.Certificates.Select(entry => entry.Certificate));
        var entry = plan.Certificates[1];
        Assert.Equal((PlanAction.Skip, null, 0), (entry.Action, entry.Batch, entry.Records.Count));
        Assert.Equal(known.Names.Select(name => name.Name), entry.Domains);
        var obstacle = Assert.Single(entry.Obstacles);
        Assert.Equal(("certificate-not-read", "not allowed (AccessDeniedException)"), (obstacle.Code, obstacle.Seen));
    }

    private static MigrationPlan Plan(params Candidate[] candidates) =>
        MigrationPlan.Of(candidates, [], EstateCalendar.Current, Candidates.Now);

    private static Candidate Expiring(int number, int days) =>
        Candidates.With(certificate => certificate with { Arn = Candidates.Arn(number), ExpiresAt = Candidates.Now.AddDays(days) });
}
