using AcmApprover.Approval.Records;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Estate;

namespace AcmApprover.Probing;

/// <summary>What is seen of a probe at one moment.</summary>
public sealed record ProbeSight
{
    /// <summary>ACM writes to five mailboxes.</summary>
    public const int AllCopies = 5;

    /// <summary>The records of its mails.</summary>
    public required IReadOnlyList<Decision> Copies { get; init; }

    /// <summary>Whether a mail lies in the bucket, though it has no record; false also where nobody has looked.</summary>
    public bool IsMailStored { get; init; }

    /// <summary>ACM's word for the certificate; unknown until ACM shows it.</summary>
    public required CertificateStatus Status { get; init; }

    /// <summary>Why ACM failed it, in ACM's words; null if it did not.</summary>
    public string? FailureReason { get; init; }

    /// <summary>How many of the five mailboxes have a record.</summary>
    public int Mailboxes => Copies.Select(copy => copy.Mail.Recipient ?? copy.Mail.Key).Distinct(StringComparer.OrdinalIgnoreCase).Count();

    /// <summary>Whether all five have one.</summary>
    public bool IsComplete => Mailboxes >= AllCopies;

    /// <summary>The first mail that came; null for none.</summary>
    public Decision? First => Copies.MinBy(copy => copy.Mail.ReceivedAt);

    /// <summary>
    /// The record that says most: an approval, else one that finds it approved, else a referral, else what was passed over.
    /// </summary>
    public Decision? Best => Copies.OrderBy(copy => Rank(copy.Outcome)).ThenBy(copy => copy.DecidedAt).FirstOrDefault();

    private static int Rank(Outcome outcome) =>
        outcome switch
        {
            Outcome.Approved => 0,
            Outcome.AlreadyApproved => 1,
            Outcome.WouldApprove => 2,
            Outcome.Referred => 3,
            Outcome.Ignored => 4,
        };
}
