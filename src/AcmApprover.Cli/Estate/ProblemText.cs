using AcmApprover.Estate;

namespace AcmApprover.Cli.Estate;

/// <summary>What could not be read, on standard error.</summary>
internal static class ProblemText
{
    /// <summary>A line for each problem, and one for what to do.</summary>
    internal static void Write(TextWriter error, IEnumerable<EstateProblem> problems)
    {
        foreach (var problem in problems)
        {
            var where = problem.Regions.Count switch
            {
                0 => "",
                <= 3 => $" in {string.Join(", ", problem.Regions)}",
                var n => $" in {n} regions ({problem.Regions[0]} … {problem.Regions[^1]})",
            };
            error.WriteLine($"not read: account {problem.Account}{where}: {problem.Detail}");
            error.WriteLine($"    to do: {problem.Advice}");
        }
    }
}
