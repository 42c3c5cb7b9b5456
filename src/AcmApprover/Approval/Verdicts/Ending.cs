namespace AcmApprover.Approval.Verdicts;

/// <summary>How a mail's way ended: an outcome, and for <see cref="Outcome.Referred"/>, and only then, the referral.</summary>
public sealed record Ending
{
    private Ending(Outcome outcome, Referral? referral = null) => (Outcome, Referral) = (outcome, referral);

    /// <summary>The button was pressed, and it worked.</summary>
    public static Ending Approved { get; } = new(Outcome.Approved);

    /// <summary>The name needs no approval any more.</summary>
    public static Ending AlreadyApproved { get; } = new(Outcome.AlreadyApproved);

    /// <summary>Every rule holds, and this is a dry run.</summary>
    public static Ending WouldApprove { get; } = new(Outcome.WouldApprove);

    /// <summary>The mail is not a validation mail.</summary>
    public static Ending Ignored { get; } = new(Outcome.Ignored);

    /// <summary>What became of the mail.</summary>
    public Outcome Outcome { get; }

    /// <summary>Why the operator is told; null for every other outcome.</summary>
    public Referral? Referral { get; }

    /// <summary>The operator is told.</summary>
    public static Ending Refer(Referral referral) => new(Outcome.Referred, referral);
}
