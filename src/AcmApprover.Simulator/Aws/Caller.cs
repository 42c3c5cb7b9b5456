namespace AcmApprover.Simulator.Aws;

/// <summary>Who signed a request.</summary>
/// <param name="Account">The account whose access key it is.</param>
/// <param name="Role">The assumed role's name, or null for the account's own key.</param>
/// <param name="Region">The region that the request is signed for.</param>
public sealed record Caller(string Account, string? Role, string Region);
