namespace AcmApprover.MailPath.Receiving;

/// <summary>The function does not start.</summary>
internal static class WrongSettings
{
    internal static readonly FindingKind Kind = new(
        "function-settings-wrong",
        Readiness.NotReady,
        "the settings of the function are wrong, so that it does not start"
    );

    internal static Finding? Find(ReceivingFacts facts) =>
        facts.Function.Value is { SettingsProblem: { } problem }
            ? Kind.Saw($"the function's settings are wrong: {problem}", "deploy the stack with the right parameters")
            : null;
}
