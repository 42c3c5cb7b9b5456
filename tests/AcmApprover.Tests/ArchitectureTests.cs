using System.Text.Json;
using System.Text.RegularExpressions;
using AcmApprover.Approval;
using AcmApprover.Approval.Records;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Testing;
using AcmApprover.Text;

namespace AcmApprover.Tests;

public sealed class ArchitectureTests
{
    /// <summary>A stage uses the stages to its left only.</summary>
    private static readonly string[] Stages = ["Mail", "Claims", "Evidence", "Verdicts", "Actions", "Records"];

    [Fact]
    public void A_stage_uses_stages_to_its_left_only()
    {
        var seen = new HashSet<string>();
        foreach (var (path, text) in DomainSources().Where(s => s.Path.Count(c => c == '/') == 2))
        {
            var stage = path.Split('/')[1];
            Assert.Contains(stage, Stages);
            seen.Add(stage);
            foreach (var later in Stages.SkipWhile(s => s != stage).Skip(1))
            {
                Assert.False(Matches(text, $@"AcmApprover\.Approval\.{later}\b|(?<![\w.]){later}\.[A-Z]"), $"{path} uses {later}");
            }
        }

        Assert.Equal(Stages.Order(), seen.Order());
    }

    [Fact]
    public void What_all_stages_share_uses_none_of_them() =>
        Assert.All(
            DomainSources().Where(s => s.Path is "Text/Instant.cs" or "Text/OutsideText.cs" or "TemporarilyUnavailableException.cs"),
            s => Assert.False(Matches(s.Text, @"AcmApprover\.Approval"), s.Path));

    [Fact]
    public void Only_the_judge_mints_warrants()
    {
        var mints = DomainSources().Where(s => Matches(s.Text, @"new\s+(ApprovalWarrant|PageWarrant)\b")).Select(s => s.Path);
        Assert.Equal(["Approval/Verdicts/Judge.cs"], mints);
        foreach (var warrant in new[] { typeof(ApprovalWarrant), typeof(PageWarrant) })
        {
            Assert.Empty(warrant.GetConstructors());
            Assert.True(warrant.IsSealed);
        }
    }

    [Fact]
    public void A_stage_that_only_reads_names_no_port_that_acts() =>
        Assert.All(
            DomainSources().Where(s => s.Path.StartsWith("Approval/Evidence/", StringComparison.Ordinal) || s.Path.StartsWith("Approval/Verdicts/", StringComparison.Ordinal)),
            s => Assert.DoesNotContain("IApprovalButton", s.Text, StringComparison.Ordinal));

    [Fact]
    public void The_domain_refers_to_no_AWS_and_no_network()
    {
        var references = typeof(Approver).Assembly.GetReferencedAssemblies().Select(a => a.Name!).ToList();
        Assert.DoesNotContain(references, r => Matches(r, @"^(AWSSDK|Amazon|AcmApprover|AwsPackages|System\.Net\.Http|System\.Net\.Sockets|System\.Console)"));
    }

    [Fact]
    public void Records_are_written_without_reflection()
    {
        Assert.NotNull(DecisionJson.Default.GetTypeInfo(typeof(Decision)));
        Assert.Null(DecisionJson.Default.GetTypeInfo(typeof(Verdict)));
        Assert.Throws<NotSupportedException>(() => JsonSerializer.Serialize<object>(new Uri("https://example.com"), DecisionJson.Default.Options));
    }

    [Fact]
    public void The_READMEs_table_of_rules_is_the_rule_book()
    {
        const string header = "| stage | code | refers when |";
        var lines = RepositoryFiles.Read("README.md").ReplaceLineEndings("\n").Split('\n');
        var start = Array.IndexOf(lines, header);
        Assert.True(start >= 0, $"README.md has no table '{header}'");
        var table = lines.Skip(start + 2).TakeWhile(l => l.StartsWith('|'));
        Assert.Equal(RuleBook.All.Select(r => $"| {Names(r.Stage)} | `{r.Code}` | {r.RefersWhen} |"), table);
    }

    private static string Names(Stage stage) => stage switch
    {
        Stage.Mail => "mail",
        Stage.Certificate => "certificate",
        Stage.Page => "page",
        Stage.Action => "action",
        Stage.Policy => "policy",
    };

    private static bool Matches(string text, string pattern) => Regex.IsMatch(text, pattern, RegexOptions.None, TimeSpan.FromSeconds(5));

    private static IReadOnlyList<(string Path, string Text)> DomainSources() => RepositoryFiles.Sources("src/AcmApprover");
}
