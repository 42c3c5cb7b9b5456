using System.Text.Json;
using AcmApprover.Approval;
using AcmApprover.Approval.Records;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Testing;

namespace AcmApprover.Tests;

public sealed class ArchitectureTests
{
    [Fact]
    public void The_domain_refers_to_no_AWS_and_no_network()
    {
        var references = typeof(Approver).Assembly.GetReferencedAssemblies().Select(a => a.Name!).ToList();
        string[] forbidden = ["AWSSDK", "Amazon", "AcmApprover", "AwsPackages", "System.Net.Http", "System.Net.Sockets", "System.Console"];
        Assert.DoesNotContain(references, r => forbidden.Any(f => r.StartsWith(f, StringComparison.Ordinal)));
    }

    [Fact]
    public void Records_are_written_without_reflection()
    {
        Assert.NotNull(DecisionJson.Default.GetTypeInfo(typeof(Decision)));
        Assert.Null(DecisionJson.Default.GetTypeInfo(typeof(Referral)));
        Assert.Throws<NotSupportedException>(() =>
            JsonSerializer.Serialize<object>(new Uri("https://example.com"), DecisionJson.Default.Options)
        );
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

    private static string Names(Stage stage) =>
        stage switch
        {
            Stage.Mail => "mail",
            Stage.Certificate => "certificate",
            Stage.Page => "page",
            Stage.Action => "action",
            Stage.Policy => "policy",
        };
}
