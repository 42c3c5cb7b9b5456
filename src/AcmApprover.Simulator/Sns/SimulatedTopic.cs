namespace AcmApprover.Simulator.Sns;

/// <summary>A topic: its subscriptions, and no more.</summary>
internal sealed class SimulatedTopic(string arn)
{
    public string Arn => arn;

    public string Owner => arn.Split(':')[4];

    public List<Subscription> Subscriptions { get; } = [];
}

/// <summary>A subscription to a topic.</summary>
/// <param name="Arn">Its ARN; <c>PendingConfirmation</c> while nobody has confirmed it.</param>
/// <param name="Protocol">Such as <c>email</c>.</param>
/// <param name="Endpoint">Where messages go to.</param>
internal sealed record Subscription(string Arn, string Protocol, string Endpoint)
{
    private const string Pending = "PendingConfirmation";

    public bool IsConfirmed => Arn != Pending;

    public static Subscription To(string topicArn, string protocol, string endpoint, bool isConfirmed) =>
        new(isConfirmed ? $"{topicArn}:{Guid.NewGuid()}" : Pending, protocol, endpoint);
}
