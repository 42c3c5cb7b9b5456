namespace AcmApprover.Hosting.Events;

/// <summary>What Lambda takes from an SQS queue (Lambda developer guide, with-sqs).</summary>
internal sealed record QueueEvent
{
    /// <summary>One record for each message.</summary>
    public required IReadOnlyList<QueueMessage> Records { get; init; }
}

/// <summary>One message of a queue.</summary>
public sealed record QueueMessage
{
    /// <summary>The message's id; the answer names it if the message is to come again.</summary>
    public required string MessageId { get; init; }

    /// <summary>
    /// The event that could not be handled, within Lambda's record of the failure (Lambda developer guide,
    /// invocation-async-retain-records), or as it is (EventBridge user guide, eb-rule-dlq).
    /// </summary>
    public required string? Body { get; init; }
}

/// <summary>The answer to a queue: which messages are to come again. All others are deleted (Lambda developer guide,
/// services-sqs-errorhandling).</summary>
public sealed record QueueResponse(IReadOnlyList<QueueItemFailure> BatchItemFailures);

/// <summary>One message that is to come again.</summary>
/// <param name="ItemIdentifier">Its id.</param>
public sealed record QueueItemFailure(string ItemIdentifier);
