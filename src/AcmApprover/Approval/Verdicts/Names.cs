using AcmApprover.Approval.Claims;

namespace AcmApprover.Approval.Verdicts;

/// <summary>The words that records and notices have for values of ours: a public contract, so not the names in the code.</summary>
public static class Names
{
    /// <summary>The severity's word.</summary>
    public static string Of(Severity severity) =>
        severity switch
        {
            Severity.Notice => "notice",
            Severity.Warning => "warning",
            Severity.Alert => "alert",
        };

    /// <summary>The kind's word.</summary>
    public static string Of(Kind kind) =>
        kind switch
        {
            Kind.Unknown => "unknown",
            Kind.New => "new",
            Kind.Renewal => "renewal",
        };

    /// <summary>The mode's word, as in the setting.</summary>
    public static string Of(Mode mode) =>
        mode switch
        {
            Mode.Approve => "approve",
            Mode.Notify => "notify",
        };
}
