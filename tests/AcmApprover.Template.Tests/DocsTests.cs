using System.Text.Json;
using System.Text.RegularExpressions;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Hosting.Events;
using AcmApprover.MailPath;
using AcmApprover.Testing;

namespace AcmApprover.Template.Tests;

/// <summary>The documents against the templates and the code: whatever an operator can meet is described, and every link leads
/// somewhere.</summary>
public sealed class DocsTests
{
    private static readonly string handbook = Document("docs/handbook.md");
    private static readonly string install = Document("docs/install.md");

    private static readonly Regex link = new(@"\]\((?!https://)([^)\s]+)\)");

    public static TheoryData<string> Documents =>
        [
            .. Directory
                .EnumerateFiles(RepositoryFiles.PathOf("docs"), "*.md")
                .Select(file => $"docs/{Path.GetFileName(file)}")
                .Order(StringComparer.Ordinal),
        ];

    [Fact]
    public void The_handbook_has_a_section_for_every_reason_and_no_other()
    {
        Assert.NotEmpty(RuleBook.All);
        Assert.Equal(RuleBook.All.Select(rule => rule.Code), Headings(handbook, "####"));
    }

    [Fact]
    public void The_READMEs_table_of_rules_is_the_rule_book()
    {
        var stages = new Dictionary<Stage, string>
        {
            [Stage.Mail] = "mail",
            [Stage.Certificate] = "certificate",
            [Stage.Page] = "page",
            [Stage.Action] = "action",
            [Stage.Policy] = "policy",
        };
        Assert.Equal(
            RuleBook.All.Select(rule => $"| {stages[rule.Stage]} | `{rule.Code}` | {rule.RefersWhen} |"),
            Document("README.md")
                .ReplaceLineEndings("\n")
                .Split('\n')
                .SkipWhile(line => line != "| stage | code | refers when |")
                .Skip(2)
                .TakeWhile(line => line.StartsWith('|'))
        );
    }

    [Fact]
    public void The_table_of_findings_is_the_finding_book()
    {
        var states = new Dictionary<Readiness, string>
        {
            [Readiness.NotReady] = "not ready",
            [Readiness.CannotTell] = "cannot tell",
            [Readiness.Information] = "note",
        };
        Assert.Equal(
            FindingBook.All.Select(kind => $"| `{kind.Code}` | {states[kind.Readiness]} | {kind.FoundWhen} |"),
            Document("docs/doctor.md")
                .ReplaceLineEndings("\n")
                .Split('\n')
                .SkipWhile(line => line != "| code | state | found when |")
                .Skip(2)
                .TakeWhile(line => line.StartsWith('|'))
        );
    }

    [Fact]
    public void The_handbook_has_a_section_for_every_alarm_and_no_other()
    {
        var resources = Template.Main.At("Resources");
        var alarms = resources.Keys().Where(name => resources.At(name, "Type").Text() == "AWS::CloudWatch::Alarm").ToArray();
        var described = Headings(handbook, "###").Where(heading => heading.EndsWith("Alarm", StringComparison.Ordinal));
        Assert.Equal(alarms.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_installation_has_a_row_for_every_parameter_with_its_default()
    {
        var parameters = Template.Main.At("Parameters");
        var rows = Rows(install, "### Parameters");
        Assert.Equal(parameters.Keys().Order(StringComparer.Ordinal), rows.Select(row => row[0].Trim('`')).Order(StringComparer.Ordinal));
        Assert.All(
            rows,
            row =>
            {
                var value = parameters.At(row[0].Trim('`'), "Default").Text();
                Assert.True(
                    value.Length == 0 ? !row[1].StartsWith('`') : row[1].StartsWith($"`{value}`", StringComparison.Ordinal),
                    row[0]
                );
            }
        );
        Assert.All(Template.MemberAccount.At("Parameters").Keys(), name => Assert.Contains($"`{name}`", install, StringComparison.Ordinal));
    }

    [Fact]
    public void The_installation_names_every_output_and_every_setting()
    {
        Assert.All(Template.Main.At("Outputs").Keys(), name => Assert.Contains($"`{name}`", install, StringComparison.Ordinal));
        var settings = Template.Main.At("Resources", "ApproverFunction", "Properties", "Environment", "Variables").Keys();
        Assert.Equal(
            settings.Order(StringComparer.Ordinal),
            Rows(install, "### What the function reads").Select(row => row[0].Trim('`')).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void The_handbook_describes_every_member_of_a_replay_and_no_other()
    {
        var members = typeof(ReplayRequest)
            .GetProperties()
            .Where(property => property.SetMethod is not null)
            .Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name));
        var described = Rows(handbook, "## Replaying ten mails")
            .SelectMany(row => Regex.Matches(row[0], "`([^`]+)`"))
            .Select(match => match.Groups[1].Value);
        Assert.Equal(members.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_name_that_looks_like_a_parameter_an_output_or_a_setting_is_one()
    {
        var known = new[] { Template.Main, Template.MemberAccount }
            .SelectMany(template => template.At("Parameters").Keys().Concat(template.At("Outputs").Keys()))
            .ToHashSet();
        var text = string.Join('\n', Documents.Select(row => Document(row.Data)));
        Assert.All(
            Regex
                .Matches(text, @"\b[Oo]utput `(\w+)`|`output (\w+)`|\$\(output (\w+)\)|`([A-Z][a-z]\w+)=[\w*.,-]+`")
                .Select(match => match.Groups.Values.Last(group => group.Success).Value),
            name => Assert.Contains(name, known)
        );
        var settings = Template.Main.At("Resources", "ApproverFunction", "Properties", "Environment", "Variables").Keys().ToHashSet();
        Assert.All(Regex.Matches(text, @"\bACM_APPROVER_\w+"), match => Assert.Contains(match.Value, settings));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_link_inside_the_repository_leads_somewhere(string document)
    {
        var text = Document(document);
        foreach (var target in link.Matches(text).Select(match => match.Groups[1].Value))
        {
            var (path, anchor) = target.Split('#', 2) is [var before, var after] ? (before, after) : (target, null);
            var linked =
                path.Length == 0
                    ? document
                    : Path.GetRelativePath(RepositoryFiles.PathOf("."), RepositoryFiles.PathOf(Path.Combine("docs", path)));
            Assert.True(File.Exists(RepositoryFiles.PathOf(linked)), $"{document} links to {target}");
            Assert.True(anchor is null || Anchors(Document(linked)).Contains(anchor), $"{document} links to {target}");
        }
    }

    // On macOS sed -i takes the suffix of a copy, date has no -d, and there is shasum, but no sha256sum.
    [Theory]
    [MemberData(nameof(Documents))]
    public void Commands_run_on_macos_and_linux_alike(string document)
    {
        var lines = Document(document).Split('\n').Where(line => line.StartsWith("    ", StringComparison.Ordinal));
        const string others =
            @"\bsha(256|512)sum\b|\bsed -i |\bdate\b.* -d (?!.*\|\| date)|\bgrep -\w*P|\bxargs -r|\breadlink -f|\bstat -c";
        Assert.All(lines, line => Assert.DoesNotMatch(others, line));
    }

    private static string Document(string path) => File.ReadAllText(RepositoryFiles.PathOf(path));

    private static IEnumerable<string> Headings(string document, string level) =>
        Regex.Matches(document, $"^{level} (.+?)\r?$", RegexOptions.Multiline).Select(match => match.Groups[1].Value);

    /// <summary>The anchors that GitHub gives to headings: lower case, hyphens for spaces, no punctuation.</summary>
    private static HashSet<string> Anchors(string document) =>
        [.. Headings(document, "#{1,4}").Select(heading => Regex.Replace(heading.ToLowerInvariant().Replace(' ', '-'), @"[^\w-]", ""))];

    /// <summary>The cells of the first table below a heading, without its head.</summary>
    private static string[][] Rows(string document, string heading) =>
        [
            .. document[document.IndexOf($"\n{heading}\n", StringComparison.Ordinal)..]
                .Split('\n')
                .SkipWhile(line => !line.StartsWith('|'))
                .TakeWhile(line => line.StartsWith('|'))
                .Skip(2)
                .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries)),
        ];
}
