using System.Collections.Immutable;
using AcmApprover.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AcmApprover.Architecture.Tests;

/// <summary>C# that a test compiles: a line that breaks a guard, or a forgery that must not compile.</summary>
internal static class Snippet
{
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; "
        + "global using System.Threading; global using System.Threading.Tasks;";

    private static readonly ImmutableArray<MetadataReference> references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private static readonly CSharpCompilationOptions library = new(
        OutputKind.DynamicallyLinkedLibrary,
        nullableContextOptions: NullableContextOptions.Enable
    );

    /// <summary>Compiles against everything that the tests refer to, and gives the path of the assembly.</summary>
    internal static string Compile(string code, string folder)
    {
        var path = Path.Combine(folder, $"Broken{Guid.NewGuid():N}.dll");
        var result = Of(code).Emit(path);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return path;
    }

    /// <summary>What the compiler says of a file that is added to the sources of the pure project itself.</summary>
    internal static IReadOnlyList<string> ErrorsInTheCore(string code)
    {
        var forgery = Parse(code);
        var core = Of(ImplicitUsings)
            .RemoveReferences(references.Where(r => Path.GetFileName(r.Display) == "AcmApprover.dll"))
            .AddSyntaxTrees(RepositoryFiles.Sources("src/AcmApprover").Select(source => Parse(source.Text)))
            .AddSyntaxTrees(forgery);
        return [.. core.GetSemanticModel(forgery).GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Id)];
    }

    private static CSharpCompilation Of(string code) =>
        CSharpCompilation.Create($"Broken{Guid.NewGuid():N}", [Parse(code)], references, library);

    private static SyntaxTree Parse(string code) => CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(LanguageVersion.Preview));
}
