using AcmApprover.Identifiers;

namespace AcmApprover.Estate.Resending;

/// <summary>
/// The Public Suffix List: below which names anybody can register one, such as <c>com</c>, <c>co.uk</c> and <c>github.io</c>. The dated
/// data file <c>public-suffixes.txt</c> has its rules. It is read through for each question, which is seldom, and not kept.
/// </summary>
public static class PublicSuffixes
{
    private const string Resource = "AcmApprover.Estate.public-suffixes.txt";

    /// <summary>
    /// The domain that somebody registered, at or above a name: <c>example.co.uk</c> for <c>a.www.example.co.uk</c>. Null where the name
    /// is a public suffix itself.
    /// </summary>
    public static DomainName? RegistrableOf(DomainName name)
    {
        var labels = (name.IsWildcard ? name.Value[2..] : name.Value).Split('.');
        var suffix = SuffixLength(labels);
        return suffix < labels.Length ? DomainName.Parse(string.Join('.', labels[^(suffix + 1)..])) : null;
    }

    /// <summary>
    /// How many labels the public suffix has: that of an exception without its first, else of the longest rule; one where none fits
    /// (https://publicsuffix.org/list/, "Algorithm").
    /// </summary>
    private static int SuffixLength(string[] labels)
    {
        Dictionary<string, int> rules = [];
        for (var length = 1; length <= labels.Length; length++)
        {
            var end = string.Join('.', labels[^length..]);
            rules[end] = length;
            rules[$"!{end}"] = length - 1;
            rules[$"*.{end}"] = length + 1;
        }

        var longest = 1;
        using var lines = new StreamReader(
            typeof(PublicSuffixes).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"no {Resource}")
        );
        while (lines.ReadLine() is { } line)
        {
            if (rules.TryGetValue(line, out var length))
            {
                if (line[0] == '!')
                {
                    return length;
                }

                longest = Math.Max(longest, length);
            }
        }

        return longest;
    }
}
