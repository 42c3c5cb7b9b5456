namespace AcmApprover.MailPath;

/// <summary>Something that can be found on the way of a mail; the codes are a public contract.</summary>
/// <param name="Code">Its stable name.</param>
/// <param name="Readiness">What it means for the mail.</param>
/// <param name="FoundWhen">Completes "is found when …".</param>
public sealed record FindingKind(string Code, Readiness Readiness, string FoundWhen)
{
    /// <summary>A finding of this kind.</summary>
    /// <param name="seen">What was seen, with its names; text from outside must be quoted.</param>
    /// <param name="todo">What to do about it; for <see cref="Readiness.CannotTell"/> what is needed to tell.</param>
    internal Finding Saw(string seen, string todo) => new(this, seen, todo);
}
