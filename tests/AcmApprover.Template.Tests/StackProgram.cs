using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using AcmApprover.Testing;

namespace AcmApprover.Template.Tests;

/// <summary>
/// stack.py, started once for all tests, since its libraries take seconds to load. It answers one request at a time, and ends with the
/// process of the tests, which closes its input.
/// </summary>
internal static class StackProgram
{
    private static readonly Lock gate = new();
    private static Process? process;

    /// <summary>What the cases come to: violated rules, resources, outputs, and references to what is not there; once for all cases
    /// that come to the same, with their indices.</summary>
    public static JsonArray Survey(IEnumerable<JsonNode> cases) =>
        Ask(new() { ["command"] = "survey", ["cases"] = new JsonArray([.. cases]) }).AsArray();

    /// <summary>The CloudFormation that is left for a case.</summary>
    public static JsonNode Resolve(Dictionary<string, string> parameters, string region = "eu-west-1") =>
        Ask(new() { ["command"] = "resolve", ["case"] = Case(parameters, region) });

    /// <summary>The resources that are made before one of them.</summary>
    public static string[] MadeBefore(string name, Dictionary<string, string> parameters) =>
        Ask(
                new()
                {
                    ["command"] = "before",
                    ["case"] = Case(parameters),
                    ["name"] = name,
                }
            )
            .Deserialize<string[]>()!;

    /// <summary>The linter's findings in files of the repository.</summary>
    public static string[] Lint(params IEnumerable<string> files) =>
        Ask(
                new()
                {
                    ["command"] = "lint",
                    ["files"] = new JsonArray([.. files.Select(file => (JsonNode)RepositoryFiles.PathOf(file))]),
                },
                "cfnlint"
            )
            .Deserialize<string[]>()!;

    /// <summary>The linter's findings in the plain template.</summary>
    public static string[] LintPlain() => Ask(new() { ["command"] = "plain" }, "cfnlint").Deserialize<string[]>()!;

    /// <summary>The linter's findings and moto's statuses, for some cases that stand for all.</summary>
    public static JsonNode Check(IEnumerable<JsonNode> cases) =>
        Ask(new() { ["command"] = "check", ["cases"] = new JsonArray([.. cases]) }, "cfnlint", "moto");

    /// <summary>The stack as a moto_server made it.</summary>
    public static JsonNode Create(Dictionary<string, string> parameters, string region, Uri endpoint, string archive) =>
        Ask(
            new()
            {
                ["command"] = "create",
                ["case"] = Case(parameters, region),
                ["endpoint"] = endpoint.OriginalString,
                ["archive"] = archive,
            }
        );

    public static JsonObject Case(Dictionary<string, string> parameters, string region = "eu-west-1") =>
        new() { ["parameters"] = JsonSerializer.SerializeToNode(parameters), ["region"] = region };

    private static JsonNode Ask(JsonObject request, params IEnumerable<string> modules)
    {
        var python = Tool.Python(modules.Prepend("samtranslator"));
        lock (gate)
        {
            process ??= Start(python);
            process.StandardInput.WriteLine(request.ToJsonString());
            process.StandardInput.Flush();
            var answer = JsonNode.Parse(process.StandardOutput.ReadLine() ?? throw new EndOfStreamException("stack.py has ended"))!;
            Assert.True(answer["error"] is null, (string?)answer["error"]);
            return answer["answer"]!;
        }
    }

    private static Process Start(string python)
    {
        var started = Process.Start(
            new ProcessStartInfo(python, [RepositoryFiles.PathOf("tests/AcmApprover.Template.Tests/stack.py")])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        // Warnings of its libraries, which nobody wants; a pipe that nobody reads fills up.
        started.BeginErrorReadLine();
        return started;
    }
}
