using System.Reflection;

namespace AcmApprover.Testing;

/// <summary>The files of the checkout that the tests were built from.</summary>
public static class RepositoryFiles
{
    /// <summary>The folder of the checkout.</summary>
    public static string Root { get; } =
        typeof(RepositoryFiles)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(each => each.Key == "RepositoryRoot")
            .Value!;

    /// <summary>The full path of a file, by its path below the root.</summary>
    public static string PathOf(string name) => Path.Combine(Root, name);

    /// <summary>The text of a file, by its path below the root.</summary>
    public static string Read(string name) => File.ReadAllText(PathOf(name));

    /// <summary>The C# sources below a folder of the root, without what the build generates, by their path below it.</summary>
    public static IReadOnlyList<(string Path, string Text)> Sources(string folder)
    {
        var root = PathOf(folder);
        return
        [
            .. Directory
                .EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
                .Select(file => (Path: Path.GetRelativePath(root, file).Replace('\\', '/'), Full: file))
                .Where(file => !IsGenerated(file.Path))
                .OrderBy(file => file.Path, StringComparer.Ordinal)
                .Select(file => (file.Path, File.ReadAllText(file.Full))),
        ];
    }

    private static bool IsGenerated(string path) => path.Split('/').Any(part => part is "obj" or "bin");
}
