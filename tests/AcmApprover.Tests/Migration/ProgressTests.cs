using AcmApprover.Estate;
using AcmApprover.Identifiers;
using AcmApprover.Migration.Progress;
using AcmApprover.Migration.Publishing;
using AcmApprover.Migration.Zones;

namespace AcmApprover.Tests.Migration;

/// <summary>How far a certificate is, and why ACM does not see a record.</summary>
public sealed class ProgressTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);
    private static readonly DomainName Domain = DomainName.Parse("www.example.com");

    private static readonly ValidationRecord Record = new(
        RecordName.Parse("_a1.www.example.com"),
        RecordName.Parse("_b2.c3.acm-validations.aws")
    );

    private static readonly NameConfiguration ByMail = new(Domain, EstateMethod.Email, null, null);
    private static readonly NameConfiguration Asked = new(Domain, EstateMethod.Email, EstateMethod.Dns, Record);
    private static readonly NameConfiguration ByDns = new(Domain, EstateMethod.Dns, null, Record);
    private static readonly MethodUpdate Pending = new(MethodUpdateStatus.Pending, Start, null);
    private static readonly ZoneOwner Foreign = new ZoneOwner.Foreign(new ZoneCut(RecordName.Parse("example.com"), [], false), null, []);

    [Fact]
    public void Without_a_switch_nothing_has_started() =>
        Assert.IsType<CertificateProgress.NotStarted>(CertificateProgress.Of([ByMail], null, Start));

    [Fact]
    public void A_certificate_is_done_when_every_name_is_validated_by_dns()
    {
        Assert.IsType<CertificateProgress.Done>(CertificateProgress.Of([ByDns, ByDns], Pending, Start));
        var running = Assert.IsType<CertificateProgress.Running>(CertificateProgress.Of([ByDns, Asked], Pending, Start));
        Assert.Equal([Asked], running.Waiting);
        Assert.Equal(Start.AddHours(72), running.Deadline);
    }

    [Fact]
    public void The_clock_runs_from_the_request_for_72_hours()
    {
        Assert.IsType<CertificateProgress.Running>(CertificateProgress.Of([Asked], Pending, Start.AddHours(72).AddTicks(-1)));
        Assert.IsType<CertificateProgress.TimedOut>(CertificateProgress.Of([Asked], Pending, Start.AddHours(72)));
    }

    [Fact]
    public void A_failed_switch_has_timed_out_and_one_that_succeeded_long_ago_is_no_switch_now()
    {
        Assert.IsType<CertificateProgress.TimedOut>(
            CertificateProgress.Of([ByMail], Pending with { Status = MethodUpdateStatus.Failed }, Start)
        );
        Assert.IsType<CertificateProgress.NotStarted>(
            CertificateProgress.Of([ByMail], Pending with { Status = MethodUpdateStatus.Succeeded }, Start)
        );
    }

    [Fact]
    public void A_record_that_is_right_everywhere_is_published() =>
        Expect(
            RecordDiagnosisKind.Published,
            new()
            {
                AuthorityAnswered = true,
                AtAuthority = Record.Target,
                AtResolvers = [("1.1.1.1", Record.Target)],
            }
        );

    [Fact]
    public void A_target_without_its_underscore_is_right() =>
        Expect(
            RecordDiagnosisKind.Published,
            new() { AuthorityAnswered = true, AtAuthority = RecordName.Parse("b2.c3.acm-validations.aws") }
        );

    [Fact]
    public void A_record_that_a_resolver_does_not_show_is_spreading()
    {
        var diagnosis = Expect(
            RecordDiagnosisKind.Spreading,
            new()
            {
                AuthorityAnswered = true,
                AtAuthority = Record.Target,
                AtResolvers = [("1.1.1.1", Record.Target), ("8.8.8.8", null)],
            }
        );
        Assert.Contains("8.8.8.8", diagnosis.Seen, StringComparison.Ordinal);
        Assert.DoesNotContain("1.1.1.1", diagnosis.Seen, StringComparison.Ordinal);
    }

    [Fact]
    public void A_doubled_suffix_is_told_with_the_short_name()
    {
        var diagnosis = Expect(RecordDiagnosisKind.DoubledSuffix, new() { AuthorityAnswered = true, AtDoubledName = Record.Target });
        Assert.Contains("_a1.www.example.com.example.com", diagnosis.Seen, StringComparison.Ordinal);
        Assert.Equal("create it as _a1.www, without the zone", diagnosis.ToDo);
    }

    [Fact]
    public void Other_records_in_its_place_are_flattening() =>
        Expect(RecordDiagnosisKind.Flattened, new() { AuthorityAnswered = true, OtherTypes = ["A", "AAAA"] });

    [Fact]
    public void Another_accounts_record_is_told_apart_from_a_wrong_one()
    {
        Expect(
            RecordDiagnosisKind.OtherAccount,
            new() { AuthorityAnswered = true, AtAuthority = RecordName.Parse("_z.y.acm-validations.aws") }
        );
        Expect(RecordDiagnosisKind.Wrong, new() { AuthorityAnswered = true, AtAuthority = RecordName.Parse("parked.example.net") });
    }

    [Fact]
    public void No_record_is_missing_and_no_answer_is_unanswered()
    {
        Expect(RecordDiagnosisKind.Missing, new() { AuthorityAnswered = true });
        Expect(RecordDiagnosisKind.Unanswered, new() { AuthorityAnswered = false });
    }

    [Fact]
    public void A_zone_that_nobody_is_sent_to_explains_a_missing_record() =>
        Assert.Equal(
            RecordDiagnosisKind.ZoneNotDelegated,
            RecordDiagnosis
                .Of(
                    Record,
                    new() { AuthorityAnswered = true },
                    new ZoneOwner.NotDelegated(
                        new ZoneCut(RecordName.Parse("example.com"), [RecordName.Parse("ns1.example.net")], false),
                        []
                    )
                )
                .Kind
        );

    private static RecordDiagnosis Expect(RecordDiagnosisKind kind, RecordSighting sighting)
    {
        var diagnosis = RecordDiagnosis.Of(Record, sighting, Foreign);
        Assert.Equal(kind, diagnosis.Kind);
        Assert.Equal(kind is RecordDiagnosisKind.Published or RecordDiagnosisKind.Spreading, diagnosis.ToDo is null);
        return diagnosis;
    }
}
