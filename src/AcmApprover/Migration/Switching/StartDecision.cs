using AcmApprover.Estate;
using AcmApprover.Migration.Progress;
using AcmApprover.Migration.Publishing;
using AcmApprover.Text;

namespace AcmApprover.Migration.Switching;

/// <summary>What is to be done with a line of a plan now.</summary>
public abstract record StartDecision
{
    private StartDecision() { }

    /// <summary>The switch can be started: the records are in place.</summary>
    public sealed record Start : StartDecision;

    /// <summary>Nothing is to be done: it runs, or is done.</summary>
    public sealed record Leave(string Why) : StartDecision;

    /// <summary>Not now.</summary>
    /// <param name="Why">What is missing.</param>
    /// <param name="ToDo">What to do about it.</param>
    public sealed record NotYet(string Why, string ToDo) : StartDecision;

    /// <summary>
    /// Decides by the certificate as it is now, not as it was when the plan was made: a plan can be days old, and others work on the same
    /// certificates.
    /// </summary>
    /// <param name="entry">The line of the plan.</param>
    /// <param name="facts">The certificate as it is; null if ACM does not know it any more.</param>
    /// <param name="diagnoses">What the DNS answers for each record of the line.</param>
    /// <param name="now">The time.</param>
    public static StartDecision Of(
        PlanEntry entry,
        MigrationFacts? facts,
        IReadOnlyDictionary<ValidationRecord, RecordDiagnosis> diagnoses,
        DateTimeOffset now
    )
    {
        if (entry.Action == PlanAction.Skip)
        {
            return new Leave("the plan skips it");
        }

        if (facts is null)
        {
            return new NotYet("ACM does not know it any more", "make a new plan");
        }

        switch (CertificateProgress.Of(facts.Names, facts.Update, now))
        {
            case CertificateProgress.Done:
                return new Leave("it is validated by DNS");
            case CertificateProgress.Running running:
                return new Leave($"a switch is running until {Instant.Format(running.Deadline)}");
        }

        if (facts.Certificate.Status != CertificateStatus.Issued)
        {
            return new NotYet($"its state is {facts.Certificate.Status}", "make a new plan");
        }

        if (!facts.Names.Select(name => name.Domain).ToHashSet().SetEquals(entry.Domains))
        {
            return new NotYet("its names are not those of the plan", "make a new plan");
        }

        if (entry.Records.Any(record => record.Name is null || record.Value is null))
        {
            return new NotYet("ACM has not told its records yet", "run acm-approver migrate publish --learn --yes");
        }

        foreach (var (record, diagnosis) in diagnoses)
        {
            if (diagnosis.Kind is not (RecordDiagnosisKind.Published or RecordDiagnosisKind.Spreading))
            {
                return new NotYet($"{record.Name}: {diagnosis.Seen}", diagnosis.ToDo ?? "wait");
            }
        }

        return entry.Records.All(record => diagnoses.ContainsKey(record.Record!))
            ? new Start()
            : new NotYet("not all of its records were looked at", "run it again");
    }
}
