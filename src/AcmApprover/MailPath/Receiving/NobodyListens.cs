namespace AcmApprover.MailPath.Receiving;

/// <summary>Nobody hears of what is referred.</summary>
internal static class NobodyListens
{
    internal static readonly FindingKind Kind = new(
        "operator-missing",
        Readiness.NotReady,
        "nobody has confirmed a subscription of the operator's topic, or there is no topic"
    );

    internal static Finding? Find(ReceivingFacts facts) =>
        facts.Listeners.Value is { Confirmed: 0 } listeners
            ? Kind.Saw(
                listeners.Unconfirmed > 0
                    ? $"{listeners.Unconfirmed} subscribed to the operator's topic, and nobody has confirmed it"
                    : "nobody listens to the operator's topic",
                "confirm the subscription in the mail from AWS, or subscribe: the stack's output SubscribeYourself"
            )
            : null;
}
