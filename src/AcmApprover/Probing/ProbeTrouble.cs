namespace AcmApprover.Probing;

/// <summary>Which of the doctor's checks explain that a step of a probe failed.</summary>
public static class ProbeTrouble
{
    /// <summary>The names of the checks, the nearest first.</summary>
    public static IReadOnlyList<string> ChecksFor(ProbeStep step) =>
        step switch
        {
            ProbeStep.Mark => [],
            ProbeStep.Request or ProbeStep.Issue => ["caa"],
            ProbeStep.Mail => ["dns", "dnssec", "mx", "identity", "rule", "bucket", "filters"],
            ProbeStep.Decision or ProbeStep.Copies => ["events", "function", "settings", "rule", "queues", "alarms"],
            ProbeStep.Button => ["function", "alarms"],
            ProbeStep.Deletion => [],
        };
}
