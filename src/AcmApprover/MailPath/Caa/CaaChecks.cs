namespace AcmApprover.MailPath.Caa;

/// <summary>The check on who may issue for a name of a certificate.</summary>
public static class CaaChecks
{
    private static readonly Check<CertificateName> caa = new(
        "caa",
        [Forbidden.Find, UnknownCriticalTag.Find, FailingCaa.Find, DisputedCaa.Find, CaaParameters.Find],
        name =>
            name.Sets.FirstOrDefault() is not { } set ? "no CAA records up to the root: anybody may issue"
            : set.IsOpen ? $"the CAA records of {set.At} do not say who may issue"
            : $"{set.At} lets {set.Amazons[0].Domain} issue"
    );

    /// <summary>Runs it.</summary>
    public static CheckResult Run(CertificateName name) => caa.Run(name);

    /// <summary>Everything that it can find.</summary>
    internal static IEnumerable<FindingKind> Kinds =>
        [Forbidden.Kind, UnknownCriticalTag.Kind, FailingCaa.Kind, DisputedCaa.Kind, CaaParameters.Kind];
}
