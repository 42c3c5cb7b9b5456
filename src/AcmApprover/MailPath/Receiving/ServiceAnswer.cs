namespace AcmApprover.MailPath.Receiving;

/// <summary>What a service says, or why that is not known.</summary>
/// <param name="Value">What it says; null where it is not known.</param>
/// <param name="Missing">Why it is not known; null where it is.</param>
public sealed record ServiceAnswer<T>(T? Value, MissingAnswer? Missing = null)
    where T : class;

/// <summary>Why it is not known what a service says.</summary>
/// <param name="Problem">What happened, such as <c>AccessDenied</c>.</param>
/// <param name="Permission">The IAM action that the question needs, such as <c>ses:DescribeActiveReceiptRuleSet</c>.</param>
public sealed record MissingAnswer(string Problem, string Permission);
