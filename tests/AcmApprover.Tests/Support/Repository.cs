namespace AcmApprover.Tests.Support;

/// <summary>The checkout that the tests were built from.</summary>
internal static class Repository
{
    private const string RootKey = "RepositoryRoot";

    public static string Root { get; } = typeof(Repository).Assembly.GetCustomAttributes(typeof(System.Reflection.AssemblyMetadataAttribute), false)
        .Cast<System.Reflection.AssemblyMetadataAttribute>().Single(a => a.Key == RootKey).Value!;

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>The source files of the domain, by their path below its folder.</summary>
    public static IReadOnlyList<(string Path, string Text)> DomainSources()
    {
        var folder = Path.Combine(Root, "src", "AcmApprover");
        return
        [
            .. Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
                .Select(f => (Path.GetRelativePath(folder, f).Replace('\\', '/'), File.ReadAllText(f)))
                .Where(f => !f.Item1.StartsWith("obj/", StringComparison.Ordinal) && !f.Item1.StartsWith("bin/", StringComparison.Ordinal)),
        ];
    }
}
