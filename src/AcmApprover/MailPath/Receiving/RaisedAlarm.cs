namespace AcmApprover.MailPath.Receiving;

/// <summary>Something already needs the operator.</summary>
internal static class RaisedAlarm
{
    internal static readonly FindingKind Kind = new("alarm-raised", Readiness.NotReady, "an alarm of the stack is raised");

    internal static Finding? Find(ReceivingFacts facts) =>
        facts.RaisedAlarms.Value is { Count: > 0 } alarms
            ? Kind.Saw($"raised: {string.Join(", ", alarms)}", "see docs/handbook.md for what each alarm means")
            : null;
}
