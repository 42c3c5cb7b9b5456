namespace AcmApprover.Actions;

/// <summary>The port to the notes of what the operator was told: the one place where "only once" is needed.</summary>
public interface INoticeLog
{
    /// <summary>
    /// Runs <paramref name="tell"/> unless the same was told within <see cref="OperatorNotice.Silence"/>. Of several that come at
    /// the same time one tells, and the others wait until it has.
    /// </summary>
    /// <param name="bucket">The bucket that the mail lies in; null for a file, about which nothing is noted.</param>
    /// <param name="key">What makes two notices the same.</param>
    /// <param name="tell">Tells the operator. If it throws, nothing is noted.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="TemporarilyUnavailableException">The notes could not be read or written, or another invocation did not finish in time.</exception>
    Task OnceAsync(string? bucket, string key, Func<CancellationToken, Task> tell, CancellationToken cancellationToken);
}
