namespace AcmApprover.Aws.Sns;

/// <summary>A subscription to a topic.</summary>
/// <param name="Arn">Its ARN; <c>PendingConfirmation</c> until its owner confirms it, <c>Deleted</c> once it is gone.</param>
/// <param name="Protocol">How messages go there: <c>email</c>, <c>https</c>, <c>sqs</c>, …</param>
/// <param name="Endpoint">Where they go: an e-mail address, a URL, an ARN.</param>
public sealed record SnsSubscription(string? Arn, string Protocol, string Endpoint)
{
    /// <summary>Whether messages are delivered to it (SNS developer guide, "Confirming the subscription").</summary>
    public bool IsConfirmed => Arn?.StartsWith("arn:", StringComparison.Ordinal) == true;
}
