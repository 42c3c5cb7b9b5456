namespace AcmApprover.Approval.Verdicts;

/// <summary>One rule, in the words that the operator and the README have.</summary>
/// <param name="Stage">When it is applied.</param>
/// <param name="Code">Its stable name, a public contract.</param>
/// <param name="RefersWhen">What refers a mail: completes "refers a mail when …".</param>
/// <param name="NextStep">What the operator does next.</param>
public sealed record Rule(Stage Stage, string Code, string RefersWhen, string NextStep);

/// <summary>The stages of a decision, cheapest and safest first: a stage that fails ends the walk.</summary>
public enum Stage
{
    /// <summary>The mail alone.</summary>
    Mail,

    /// <summary>What ACM says of the certificate.</summary>
    Certificate,

    /// <summary>What Amazon's page says.</summary>
    Page,

    /// <summary>What came of the button.</summary>
    Action,

    /// <summary>What the operator chose.</summary>
    Policy,
}
