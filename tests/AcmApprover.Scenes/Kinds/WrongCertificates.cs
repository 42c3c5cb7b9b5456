using AcmApprover.Approval.Evidence;

namespace AcmApprover.Scenes.Kinds;

/// <summary>Certificates that ACM does not show as ours, pending, for this name and by e-mail: the link is not opened.</summary>
internal static class WrongCertificates
{
    public static IReadOnlyList<Kind> All { get; } =
    [
        Certificate(
            "not-found",
            "certificate-not-found",
            d =>
            {
                d.Certificate.Answers = Answer.NotFound;
                d.Expect = d.Expect with { Severity = "alert", MayShowLink = false };
            }
        ),
        Certificate("not-readable", "certificate-not-readable", d => d.Certificate.Answers = Answer.Refused),
        Certificate(
            "another-one-answered",
            "certificate-not-found",
            d =>
            {
                d.Certificate.OtherArn = d.Stranger.Arn;
                d.Expect = d.Expect with { MayShowLink = false };
            }
        ),
        Over("timed-out", "VALIDATION_TIMED_OUT"),
        Over("failed", "FAILED"),
        Over("expired", "EXPIRED"),
        Over("revoked", "REVOKED"),
        Over("inactive", "INACTIVE"),
        Certificate(
            "over-though-validated",
            "certificate-not-pending",
            d =>
                (d.Certificate.Round, d.Certificate.Status, d.Certificate.NameStatus) = (
                    ValidationRound.Over,
                    "REVOKED",
                    NameStatus.Validated
                )
        ),
        Certificate("name-failed", "certificate-not-pending", d => d.Certificate.NameStatus = NameStatus.Failed),
        Certificate(
            "name-not-on-it",
            "domain-not-in-certificate",
            d =>
            {
                d.Certificate.HasName = false;
                d.Certificate.Others = [HarmlessWorlds.Other("one.example.org", NameStatus.Pending)];
            }
        ),
        Certificate("no-names", "domain-not-in-certificate", d => d.Certificate.HasName = false),
        Certificate(
            "name-below-it",
            "domain-not-in-certificate",
            d =>
            {
                d.Certificate.HasName = false;
                d.Certificate.Others = [HarmlessWorlds.Other($"sub.{d.Own.ValidationDomain}", NameStatus.Pending)];
            }
        ),
        Certificate("by-dns", "not-email-validated", d => d.Certificate.Method = ValidationMethod.Dns),
        Certificate("by-another-method", "not-email-validated", d => d.Certificate.Method = ValidationMethod.Other),
        Certificate(
            "other-addresses",
            "recipient-not-expected",
            d => d.Certificate.Emails = ["admin@other.example.org", $"root@{d.ValidationDomain}"]
        ),
    ];

    private static Kind Over(string name, string status) =>
        Certificate(name, "certificate-not-pending", d => (d.Certificate.Round, d.Certificate.Status) = (ValidationRound.Over, status));

    private static Kind Certificate(string name, string code, Action<Draft> change) =>
        new(
            $"hostile.certificate.{name}",
            Slots.Certificate | Slots.Recipients | Slots.Button,
            d =>
            {
                d.Refuse(Reach.Certificate, code);
                change(d);
            }
        );
}
