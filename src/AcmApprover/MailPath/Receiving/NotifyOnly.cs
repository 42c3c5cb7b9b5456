namespace AcmApprover.MailPath.Receiving;

/// <summary>The operator chose to press the button.</summary>
internal static class NotifyOnly
{
    internal static readonly FindingKind Kind = new(
        "function-notifies-only",
        Readiness.Information,
        "the function tells you of what it would approve, and approves nothing"
    );

    internal static Finding? Find(ReceivingFacts facts) =>
        facts.Function.Value is { Settings.NotifiesOnly: true }
            ? Kind.Saw("the function is in the mode notify: it tells you, and approves nothing", "nothing, or Mode=approve")
            : null;
}
