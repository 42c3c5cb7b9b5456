using System.Text.Json;
using System.Text.RegularExpressions;
using AcmApprover.Testing;
using YamlDotNet.RepresentationModel;

namespace AcmApprover.Template.Tests;

/// <summary>What runs on the forge runs what was looked at, with no more rights than it says.</summary>
public sealed class WorkflowTests
{
    public static TheoryData<string> Workflows =>
        [
            .. Directory
                .EnumerateFiles(RepositoryFiles.PathOf(".github/workflows"))
                .Select(file => Path.GetFileName(file))
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Every_action_is_pinned_to_a_revision_that_says_its_version(string workflow)
    {
        var uses = Regex
            .Matches(Text(workflow), @"^[ -]*uses: (.+)$", RegexOptions.Multiline)
            .Select(match => match.Groups[1].Value)
            .ToArray();
        Assert.NotEmpty(uses);
        Assert.All(
            uses.Where(each => !each.StartsWith("./", StringComparison.Ordinal)),
            each => Assert.Matches(@"^[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", each)
        );
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void A_workflow_writes_nothing_unless_one_of_its_jobs_says_so(string workflow)
    {
        var root = Root(workflow);
        var permissions = Assert.IsType<YamlMappingNode>(root.At("permissions"));
        Assert.All(permissions.Children.Values, right => Assert.Equal("read", right.Text()));
        Assert.True(root.Has("concurrency"), "two runs of one branch get in each other's way");
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Every_job_of_its_own_ends_some_time_and_leaves_no_token_in_the_checkout(string workflow)
    {
        var jobs = Root(workflow).At("jobs");
        foreach (var job in jobs.Keys().Select(name => jobs.At(name)).Where(job => !job.Has("uses")))
        {
            Assert.True(job.Has("timeout-minutes"), workflow);
            var checkout = job.At("steps").Children().First(step => step.Has("uses"));
            Assert.StartsWith("actions/checkout@", checkout.At("uses").Text(), StringComparison.Ordinal);
            Assert.Equal("false", checkout.At("with", "persist-credentials").Text());
        }
    }

    [Fact]
    public void The_function_is_built_for_every_architecture_that_can_be_deployed()
    {
        var matrix = Root("ci.yml").At("jobs", "function", "strategy", "matrix", "include").Children();
        Assert.Equal(
            Template
                .Main.At("Parameters", "Architecture", "AllowedValues")
                .Children()
                .Select(each => each.Text())
                .Order(StringComparer.Ordinal),
            matrix.Select(each => each.At("architecture").Text()).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void The_command_line_is_built_for_every_platform_that_has_a_lock_file_and_a_place_in_the_documentation()
    {
        var built = Root("ci.yml")
            .At("jobs", "tool", "strategy", "matrix", "include")
            .Children()
            .Select(each => (Platform: each.At("platform").Text(), Extension: each.Has("extension") ? each.At("extension").Text() : ""))
            .ToArray();
        var locked = Directory
            .EnumerateFiles(RepositoryFiles.PathOf("src/AcmApprover.Cli"), "packages.*.lock.json")
            .Select(file => Path.GetFileName(file).Split('.')[1]);
        Assert.Equal(locked.Order(StringComparer.Ordinal), built.Select(each => each.Platform).Order(StringComparer.Ordinal));
        var documentation = RepositoryFiles.Read("docs/command-line.md");
        Assert.All(
            built,
            each => Assert.Contains($"`acm-approver-{each.Platform}{each.Extension}`", documentation, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_release_has_what_every_job_of_the_same_run_has_built()
    {
        var pattern = Assert.Single(
            Root("release.yml").At("jobs", "publish", "steps").Children(),
            step => step.Has("with") && step.At("with").Has("pattern")
        );
        Assert.Equal("release-*", pattern.At("with", "pattern").Text());
        var uploads = Regex
            .Matches(Text("ci.yml"), @"uses: actions/upload-artifact@.*\n +with:\n +name: (.+)")
            .Select(match => match.Groups[1].Value)
            .ToArray();
        Assert.Equal(3, uploads.Length);
        Assert.All(uploads, name => Assert.StartsWith("release-", name, StringComparison.Ordinal));
    }

    [Fact]
    public void A_release_has_the_templates_and_the_plain_one_that_names_its_version()
    {
        var release = Text("release.yml");
        Assert.Contains("cp template.yaml member-account.yaml release/", release, StringComparison.Ordinal);
        Assert.Contains(".ci/plain_template.py > release/acm-approver.template.json", release, StringComparison.Ordinal);
        Assert.Contains(
            $"<Version>{Template.Main.At("Outputs", "Version", "Value").Text()}</Version>",
            RepositoryFiles.Read("Directory.Build.props"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Every_tool_of_the_manifest_is_used_and_has_one_version()
    {
        using var manifest = JsonDocument.Parse(RepositoryFiles.Read(".config/dotnet-tools.json"));
        var callers = RepositoryFiles.Read(".ci/bill-of-materials") + RepositoryFiles.Read("CONTRIBUTING.md");
        Assert.All(
            manifest.RootElement.GetProperty("tools").EnumerateObject(),
            tool =>
            {
                var command = Assert.Single(tool.Value.GetProperty("commands").EnumerateArray()).GetString()!;
                Assert.Contains($"{command.Replace("dotnet-", "dotnet ", StringComparison.Ordinal)} ", callers, StringComparison.Ordinal);
                Assert.Matches(@"^\d+\.\d+\.\d+$", tool.Value.GetProperty("version").GetString());
            }
        );
    }

    private static string Text(string workflow) => File.ReadAllText(RepositoryFiles.PathOf($".github/workflows/{workflow}"));

    private static YamlNode Root(string workflow)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(Text(workflow)));
        return yaml.Documents.Single().RootNode;
    }
}
