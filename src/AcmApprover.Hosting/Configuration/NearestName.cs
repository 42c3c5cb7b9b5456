namespace AcmApprover.Hosting.Configuration;

/// <summary>Finds the name that somebody may have meant.</summary>
public static class NearestName
{
    /// <summary>The name that takes the fewest letters inserted, left out or replaced (Levenshtein's distance), without regard to
    /// case.</summary>
    public static string To(string written, IEnumerable<string> names) =>
        names.MinBy(name => Distance(written.ToUpperInvariant(), name.ToUpperInvariant()))!;

    /// <summary>The nearest few, the nearest first, in a sentence.</summary>
    public static string Among(string written, IEnumerable<string> names, int count) =>
        string.Join(", ", names.OrderBy(name => Distance(written.ToUpperInvariant(), name.ToUpperInvariant())).Take(count));

    private static int Distance(string one, string other)
    {
        // distances[j]: from the letters of one that were seen so far to the first j of the other.
        var distances = Enumerable.Range(0, other.Length + 1).ToArray();
        foreach (var (i, letter) in one.Index())
        {
            var diagonal = distances[0];
            distances[0] = i + 1;
            for (var j = 1; j <= other.Length; j++)
            {
                var replaced = diagonal + (letter == other[j - 1] ? 0 : 1);
                diagonal = distances[j];
                distances[j] = Math.Min(replaced, Math.Min(distances[j], distances[j - 1]) + 1);
            }
        }

        return distances[^1];
    }
}
