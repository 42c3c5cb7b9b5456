using AcmApprover.Text;

namespace AcmApprover.MailPath.Caa;

/// <summary>Amazon may issue, but under conditions (RFC 8657) of which AWS does not say how ACM reads them.</summary>
internal static class CaaParameters
{
    internal static readonly FindingKind Kind = new(
        "caa-parameters",
        Readiness.CannotTell,
        "every CAA record that names Amazon has a parameter, such as `validationmethods`"
    );

    internal static Finding? Find(CertificateName name) =>
        name.Sets.FirstOrDefault(set => set.Amazons.Count > 0 && set.Amazons.All(issuer => issuer.Parameters.Count > 0)) is { } set
            ? Kind.Saw(
                $"{set.At} lets {set.Amazons[0].Domain} issue under a condition: {OutsideText.Quote(set.Amazons[0].Parameters[0])}",
                "run probe to see how ACM reads it, or remove the parameter"
            )
            : null;
}
