using AcmApprover.Simulator.Aws;

namespace AcmApprover.Simulator.Acm;

/// <summary>What the policies of the world forbid.</summary>
internal sealed class Denials
{
    private readonly List<Rule> rules = [];

    public void Add(string account, string? operation, string? region, bool isByServiceControlPolicy)
    {
        lock (rules)
        {
            rules.Add(new Rule(account, operation, region, isByServiceControlPolicy));
        }
    }

    /// <summary>Why an operation is refused, in IAM's words; null if it is not.</summary>
    public string? Refuse(Caller caller, string operation)
    {
        lock (rules)
        {
            return rules.Find(r => r.Fits(caller, operation)) is { } rule
                ? $"User: arn:aws:sts::{caller.Account}:assumed-role/{caller.Role ?? "simulated"}/s is not authorized to perform: "
                    + $"acm:{operation} on resource: arn:aws:acm:{caller.Region}:{caller.Account}:certificate/* "
                    + (
                        rule.IsByServiceControlPolicy
                            ? "with an explicit deny in a service control policy"
                            : $"because no identity-based policy allows the acm:{operation} action"
                    )
                : null;
        }
    }

    private sealed record Rule(string Account, string? Operation, string? Region, bool IsByServiceControlPolicy)
    {
        public bool Fits(Caller caller, string operation) =>
            caller.Account == Account && (Operation ?? operation) == operation && (Region ?? caller.Region) == caller.Region;
    }
}
