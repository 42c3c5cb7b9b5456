using System.Diagnostics.CodeAnalysis;

namespace AcmApprover.Approval.Verdicts;

/// <summary>What one stage decides: the warrant for the next step, or the end of the mail's way.</summary>
/// <typeparam name="TWarrant">The right to take the next step.</typeparam>
public abstract record Verdict<TWarrant>
    where TWarrant : class
{
    private Verdict() { }

    /// <summary>The stage holds.</summary>
    public sealed record Proceed(TWarrant Warrant) : Verdict<TWarrant>;

    /// <summary>Nothing follows but to tell and to record.</summary>
    public sealed record End(Ending Ending) : Verdict<TWarrant>;

    /// <summary>Takes the verdict apart: either the ending or the warrant is there.</summary>
    public bool Ends([NotNullWhen(true)] out Ending? ending, [NotNullWhen(false)] out TWarrant? warrant)
    {
        (ending, warrant) = this switch
        {
            End end => (end.Ending, (TWarrant?)null),
            Proceed proceed => (null, proceed.Warrant),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return ending is not null;
    }
}
