using AcmApprover.Approval.Records;

namespace AcmApprover.Lambda;

/// <summary>What became of one mail that the function was to handle.</summary>
internal abstract record MailResult
{
    private MailResult() { }

    /// <summary>It was decided.</summary>
    internal sealed record Decided(Decision Decision) : MailResult;

    /// <summary>It could not be handled, and must be handled again.</summary>
    /// <param name="Problem">Why.</param>
    /// <param name="IsCutShort">Whether the invocation's end came before the mail had all the time that a mail gets.</param>
    internal sealed record Failed(Exception Problem, bool IsCutShort = false) : MailResult;
}
