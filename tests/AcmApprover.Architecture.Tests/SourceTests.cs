using System.Text.RegularExpressions;
using AcmApprover.Testing;

namespace AcmApprover.Architecture.Tests;

/// <summary>What no analyser holds: sources that fit on a screen, in the folder that their namespace names.</summary>
public sealed partial class SourceTests
{
    private const int LongestLine = 140;
    private const int LongestFile = 400;

    /// <summary>Stand-ins have the namespaces of the packages that they stand in for.</summary>
    private const string StandIns = "src/AwsPackages.Bundled/";

    [Fact]
    public void Every_source_keeps_the_limits()
    {
        var sources = ((string[])["src", "tests"])
            .SelectMany(folder => RepositoryFiles.Sources(folder).Select(source => (Path: $"{folder}/{source.Path}", source.Text)))
            .ToList();
        Assert.NotEmpty(sources);
        Assert.Empty(sources.SelectMany(source => Complaints(source.Path, source.Text)));
    }

    [Fact]
    public void A_line_that_is_too_long_is_found() =>
        Assert.Equal(["src/Room/File.cs:2 has 141 columns"], Complaints("src/Room/File.cs", "namespace Room;\n" + new string('/', 141)));

    [Fact]
    public void A_file_that_is_too_long_is_found() =>
        Assert.Equal(["src/Room/File.cs has 401 lines"], Complaints("src/Room/File.cs", "namespace Room;" + new string('\n', 400)));

    [Fact]
    public void A_namespace_that_is_not_the_folder_is_found() =>
        Assert.Equal(
            ["src/Room/Part/File.cs is not in its namespace Room.Other"],
            Complaints("src/Room/Part/File.cs", "namespace Room.Other;")
        );

    private static IEnumerable<string> Complaints(string path, string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        foreach (var (index, line) in lines.Index().Where(each => each.Item.Length > LongestLine))
        {
            yield return $"{path}:{index + 1} has {line.Length} columns";
        }

        if (lines.Length > LongestFile)
        {
            yield return $"{path} has {lines.Length} lines";
        }

        if (
            !path.StartsWith(StandIns, StringComparison.Ordinal)
            && Namespace().Match(text) is { Success: true } found
            && found.Groups[1].Value != string.Join('.', path.Split('/')[1..^1])
        )
        {
            yield return $"{path} is not in its namespace {found.Groups[1].Value}";
        }
    }

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
