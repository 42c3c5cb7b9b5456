namespace AcmApprover.Migration.Replacement;

/// <summary>
/// How one resource is given another certificate, and its old one back. A person runs the commands; the tool runs none of them.
/// </summary>
/// <param name="Resource">The ARN of the resource.</param>
/// <param name="Kind">What it is, in AWS's words.</param>
/// <param name="Swap">Commands that put the new certificate in; empty where the tool knows none.</param>
/// <param name="Check">Commands that show which certificate is in use.</param>
/// <param name="SwapBack">Commands that put the old certificate back.</param>
public sealed record SwapSteps(
    string Resource,
    string Kind,
    IReadOnlyList<string> Swap,
    IReadOnlyList<string> Check,
    IReadOnlyList<string> SwapBack
);
