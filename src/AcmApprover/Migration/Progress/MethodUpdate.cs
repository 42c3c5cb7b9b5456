namespace AcmApprover.Migration.Progress;

/// <summary>A certificate's last change of its validation method (ACM API reference, UpdateSummary).</summary>
/// <param name="Status">How far it is.</param>
/// <param name="RequestedAt">When it was started: ACM waits 72 hours from then.</param>
/// <param name="UpdatedAt">When its state last changed; null if ACM does not say.</param>
public sealed record MethodUpdate(MethodUpdateStatus Status, DateTimeOffset RequestedAt, DateTimeOffset? UpdatedAt)
{
    /// <summary>How long ACM waits for the records (ACM user guide, email-to-dns-overview).</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromHours(72);

    /// <summary>When ACM gives up. The certificate then stays validated by e-mail, and the switch can be started again.</summary>
    public DateTimeOffset Deadline => RequestedAt + Patience;
}

/// <summary>How far a change of the validation method is.</summary>
public enum MethodUpdateStatus
{
    /// <summary>ACM waits for records.</summary>
    Pending,

    /// <summary>All names are validated by DNS.</summary>
    Succeeded,

    /// <summary>ACM gave up.</summary>
    Failed,
}
