using AcmApprover.Migration.Progress;
using AcmApprover.Migration.Publishing;

namespace AcmApprover.Migration.Guarding;

/// <summary>What one look at the validation records of a certificate found.</summary>
/// <param name="Broken">The records that do not resolve to their value at the authoritative servers, each with what was seen.</param>
/// <param name="Forbidden">What CAA records or DNSSEC would forbid a renewal by; empty if nothing does.</param>
public sealed record GuardLook(IReadOnlyList<BrokenRecord> Broken, IReadOnlyList<string> Forbidden)
{
    /// <summary>Whether a renewal would pass.</summary>
    public bool IsRight => Broken.Count == 0 && Forbidden.Count == 0;
}

/// <summary>A record that does not resolve to its value.</summary>
/// <param name="Record">The record as it should be.</param>
/// <param name="Found">What was found in its place.</param>
public sealed record BrokenRecord(ValidationRecord Record, RecordDiagnosis Found);
