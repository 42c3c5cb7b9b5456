using System.Diagnostics.CodeAnalysis;

namespace AcmApprover.Estate;

/// <summary>The severities in the one spelling that options, tables and JSON have.</summary>
public static class RiskWords
{
    /// <summary>All of them, the worst last.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<RiskLevel>().Select(Of)];

    /// <summary>The word for a severity.</summary>
    public static string Of(RiskLevel level) =>
        level switch
        {
            RiskLevel.Fine => "fine",
            RiskLevel.Soon => "soon",
            RiskLevel.PendingNow => "pending-now",
            RiskLevel.Lapses => "lapses",
            RiskLevel.WillFail => "will-fail",
            RiskLevel.Expired => "expired",
        };

    /// <summary>Reads a word; false for anything else.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out RiskLevel? level)
    {
        level = null;
        foreach (var candidate in Enum.GetValues<RiskLevel>())
        {
            if (Of(candidate) == text)
            {
                level = candidate;
            }
        }

        return level is not null;
    }
}
