using System.Reflection;

namespace AcmApprover.Template.Tests;

/// <summary>The files of the repository that these tests hold against each other.</summary>
internal static class Repository
{
    private static readonly string root = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(each => each.Key == "Repository").Value!;

    public static string PathOf(string name) => Path.Combine(root, name);

    /// <summary>The C# sources of a project, without what the build generates.</summary>
    public static string[] Sources(string project) =>
    [
        .. new DirectoryInfo(PathOf($"src/{project}"))
            .EnumerateFiles("*.cs", SearchOption.AllDirectories)
            .Where(file => !file.FullName.Contains("/obj/", StringComparison.Ordinal))
            .Select(file => File.ReadAllText(file.FullName)),
    ];
}
