using AcmApprover.Estate;

namespace AcmApprover.Migration.Progress;

/// <summary>How far a certificate is on its way to DNS validation.</summary>
public abstract record CertificateProgress
{
    private CertificateProgress() { }

    /// <summary>Every name is validated by DNS.</summary>
    public sealed record Done : CertificateProgress;

    /// <summary>ACM waits for records.</summary>
    /// <param name="Deadline">When ACM gives up.</param>
    /// <param name="Waiting">The names that are not validated by DNS yet.</param>
    public sealed record Running(DateTimeOffset Deadline, IReadOnlyList<NameConfiguration> Waiting) : CertificateProgress;

    /// <summary>ACM gave up waiting. The certificate is validated by e-mail as before, and the switch can be started again.</summary>
    /// <param name="At">When.</param>
    public sealed record TimedOut(DateTimeOffset At) : CertificateProgress;

    /// <summary>No switch was started.</summary>
    public sealed record NotStarted : CertificateProgress;

    /// <summary>
    /// Judges by the active configuration of the names. The options of DescribeCertificate do not count: they may describe the first
    /// validation for ever.
    /// </summary>
    /// <param name="names">The names; at least one.</param>
    /// <param name="update">The last change of the method; null if there was none.</param>
    /// <param name="now">The time.</param>
    public static CertificateProgress Of(IReadOnlyList<NameConfiguration> names, MethodUpdate? update, DateTimeOffset now)
    {
        var waiting = names.Where(name => name.Active != EstateMethod.Dns).ToArray();
        var isAsked = waiting.Any(name => name.Requested == EstateMethod.Dns);
        return waiting.Length == 0 ? new Done()
            : update is null ? new NotStarted()
            : update.Status is MethodUpdateStatus.Failed || now >= update.Deadline ? new TimedOut(update.Deadline)
            : update.Status is MethodUpdateStatus.Pending || isAsked ? new Running(update.Deadline, waiting)
            : new NotStarted();
    }
}
