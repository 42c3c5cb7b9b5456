namespace AcmApprover.MailPath;

/// <summary>A check: everything that can be found, and what it says where nothing is.</summary>
/// <param name="Name">Its name, such as <c>mx</c>.</param>
/// <param name="Findings">Looks for one finding each; null where there is none.</param>
/// <param name="Seen">What was seen where nothing was found.</param>
internal sealed record Check<TFacts>(string Name, IReadOnlyList<Func<TFacts, Finding?>> Findings, Func<TFacts, string> Seen)
{
    internal CheckResult Run(TFacts facts)
    {
        List<Finding> found = [.. Findings.Select(find => find(facts)).OfType<Finding>()];
        return new CheckResult(Name, found.Count == 0 ? Seen(facts) : null, found);
    }
}
