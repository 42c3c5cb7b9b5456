namespace AcmApprover.MailPath.Receiving;

/// <summary>A service does not say what was asked, so that nobody can tell.</summary>
internal static class NotPermitted
{
    internal static readonly FindingKind Kind = new(
        "permission-missing",
        Readiness.CannotTell,
        "a service refuses the question, or does not answer it: `needs` names the IAM action"
    );

    /// <summary>The finding for an answer that is missing; null where there is one.</summary>
    internal static Finding? Find(MissingAnswer? missing) =>
        missing is null ? null : Kind.Saw(missing.Problem, $"needs {missing.Permission}");
}
