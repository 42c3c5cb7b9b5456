using AcmApprover.Testing;

namespace AcmApprover.Tests.Support;

/// <summary>A stored mail or page, and what its <c>.expect</c> file says must come of it. See tests/vectors/SOURCES.md.</summary>
internal sealed class Vector
{
    private readonly Dictionary<string, string> expected = [];

    private Vector(string path, string[] names)
    {
        Bytes = File.ReadAllBytes(path);
        foreach (var line in File.ReadAllLines(Path.ChangeExtension(path, ".expect")))
        {
            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            var name = colon < 0 ? line : line[..colon];
            Assert.True(names.Contains(name), $"{Path.GetFileName(path)}: '{name}' is not one of {string.Join(", ", names)}");
            Assert.True(expected.TryAdd(name, line[(colon + 2)..]), $"{Path.GetFileName(path)}: '{name}' is there twice");
        }
    }

    /// <summary>The stored bytes.</summary>
    public byte[] Bytes { get; }

    /// <summary>What is expected under a name; null if nothing is.</summary>
    public string? this[string name] => expected.GetValueOrDefault(name);

    public static Vector Mail(string name) =>
        new(
            PathOf($"mails/{name}.eml"),
            ["about", "outcome", "reasons", "severity", "domain", "account", "region", "certificate", "kind", "link"]
        );

    public static Vector Page(string name) =>
        new(PathOf($"pages/{name}.html"), ["about", "answers", "status", "outcome", "reasons", "action", "fields"]);

    public static IEnumerable<TheoryDataRow<string>> Mails() => Names("mails").Select(n => new TheoryDataRow<string>(n));

    public static IEnumerable<TheoryDataRow<string>> Pages() => Names("pages").Select(n => new TheoryDataRow<string>(n));

    /// <summary>The names in a folder, where every file must have its partner.</summary>
    public static IReadOnlyList<string> Names(string folder)
    {
        var files = Directory.GetFiles(PathOf(folder));
        var vectors = files
            .Where(f => Path.GetExtension(f) != ".expect")
            .Select(f => Path.GetFileNameWithoutExtension(f)!)
            .Order(StringComparer.Ordinal)
            .ToList();
        Assert.Equal(
            vectors,
            files
                .Where(f => Path.GetExtension(f) == ".expect")
                .Select(f => Path.GetFileNameWithoutExtension(f)!)
                .Order(StringComparer.Ordinal)
        );
        return vectors;
    }

    private static string PathOf(string path) => Path.Combine(RepositoryFiles.Root, "tests", "vectors", path);
}
