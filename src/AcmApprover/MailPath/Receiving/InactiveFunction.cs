namespace AcmApprover.MailPath.Receiving;

/// <summary>Lambda does not run the function.</summary>
internal static class InactiveFunction
{
    internal static readonly FindingKind Kind = new(
        "function-inactive",
        Readiness.NotReady,
        "Lambda says that the function failed, or is not ready yet"
    );

    internal static Finding? Find(ReceivingFacts facts) =>
        facts.Function.Value is { State: not ("Active" or "Inactive") } function
            ? Kind.Saw(
                $"Lambda says that the function is {function.State}",
                "deploy the stack again, and look at the function in Lambda's console"
            )
            : null;
}
