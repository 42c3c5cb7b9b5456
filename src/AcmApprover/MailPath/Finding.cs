namespace AcmApprover.MailPath;

/// <summary>Something that was found.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Seen">What was seen.</param>
/// <param name="Todo">What to do about it; for <see cref="Readiness.CannotTell"/> what is needed to tell.</param>
public sealed record Finding(FindingKind Kind, string Seen, string Todo);
