using System.Text.RegularExpressions;
using AcmApprover.Testing;
using YamlDotNet.RepresentationModel;

namespace AcmApprover.Template.Tests;

/// <summary>The template against the sources: what the function reads is set, what it calls is allowed, and nothing else is.</summary>
public sealed class CodeTests
{
    // What the function calls, by the SDK's name of the call, and what IAM names the right to it.
    private static readonly Dictionary<string, string> actionOfCall = new()
    {
        ["AssumeRoleAsync"] = "sts:AssumeRole",
        ["DescribeAccountAsync"] = "organizations:DescribeAccount",
        ["DescribeCertificateAsync"] = "acm:DescribeCertificate",
        ["GetObjectAsync"] = "s3:GetObject",
        ["ListObjectsV2Async"] = "s3:ListBucket",
        ["ListSubscriptionsAsync"] = "sns:ListSubscriptionsByTopic",
        ["PublishAsync"] = "sns:Publish",
        ["PutObjectAsync"] = "s3:PutObject",
        ["SearchIssuedAsync"] = "acm:SearchCertificates",
    };

    // What no call is named for: Lambda itself writes the log and the traces, puts failed events into the retry queue and takes them out of
    // it as the function's role, S3 tells somebody who may not list that a missing object is forbidden, and asks for a permission of its
    // own where PutObject sets a tag; a key is used wherever something encrypted is.
    private static readonly string[] actionsWithoutCall =
    [
        "logs:CreateLogStream",
        "logs:PutLogEvents",
        "s3:ListBucket",
        "s3:PutObjectTagging",
        "sqs:SendMessage",
        "sqs:ReceiveMessage",
        "sqs:DeleteMessage",
        "sqs:GetQueueAttributes",
        "kms:Decrypt",
        "kms:GenerateDataKey",
        "xray:PutTraceSegments",
        "xray:PutTelemetryRecords",
    ];

    // What only a sweep and a guard ask for. Their calls are named after what they are for, and no call says which action it needs.
    private static readonly string[] actionsOfRounds =
    [
        "account:ListRegions",
        "acm:ListCertificateDomainValidations",
        "acm:ListCertificates",
        "acm:ResendValidationEmail",
        "acm:SearchCertificates",
        "ec2:DescribeRegions",
        "organizations:ListAccounts",
        "ses:DescribeActiveReceiptRuleSet",
        "ses:GetIdentityVerificationAttributes",
    ];

    // Owners are read, and the marks of probes removed, by the command line only, with its caller's permissions.
    private static readonly string[] callsOfCommandLine = ["DeleteObjectAsync", "ListTagsAsync"];

    // The operations of AWS are a verb and what it is done to, but for SNS's Publish. A declaration is no call.
    private static readonly Regex call = new(
        @"(?<!public [^\n]*)\b"
            + @"(PublishAsync|(?:Assume|Batch|Change|Complete|Copy(?!To)|Create|Delete|Describe|Export|Get|Head|Import|Invoke|List|Publish"
            + @"|Put|Receive|Renew|Request|Resend|Restore|Search|Send|Set|Start|Tag|Update|Upload)[A-Z]\w*Async)\("
    );

    private static readonly YamlNode function = Template.Main.At("Resources", "ApproverFunction", "Properties");

    private static readonly YamlNode[] statements =
    [
        .. Template
            .Main.At("Resources", "ApproverRole", "Properties", "Policies", "0")
            .Mappings()
            .Where(each => each.Has("Effect") && each.Has("Resource")),
    ];

    [Fact]
    public void Every_setting_that_the_function_reads_is_set_and_no_other()
    {
        var read = Code("AcmApprover.Hosting")
            .SelectMany(source => Regex.Matches(source, @"""(ACM_APPROVER_\w+)""").Select(match => match.Groups[1].Value))
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToArray();
        Assert.NotEmpty(read);
        Assert.Equal(read, function.At("Environment", "Variables").Keys().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_call_that_the_function_makes_is_allowed_and_nothing_else()
    {
        var calls = CallsToAws().Except(callsOfCommandLine).ToArray();
        Assert.NotEmpty(calls);
        var unknown = calls.Where(name => !actionOfCall.ContainsKey(name));
        Assert.True(!unknown.Any(), $"Say which action these need, here and in the role: {string.Join(", ", unknown)}");
        Assert.Equal(
            calls.Select(name => actionOfCall[name]).Union(actionsWithoutCall).Union(actionsOfRounds).Order(StringComparer.Ordinal),
            statements.SelectMany(each => each.At("Action").TextOrTexts()).Distinct().Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Nothing_is_allowed_everywhere_but_to_write_traces_and_to_list_which_have_no_resource() =>
        Assert.All(
            statements.Where(statement =>
                statement.At("Sid").Text()
                    is not ("WriteTraces" or "FindCertificates" or "SeeWhatIsReceived" or "ListTheOrganization")
            ),
            statement =>
            {
                var resource = statement.At("Resource").AllNodes.OfType<YamlScalarNode>().First().Value!;
                Assert.NotEqual("*", resource);
                Assert.DoesNotContain("s3:::*", resource, StringComparison.Ordinal);
                Assert.DoesNotContain("role/*", resource, StringComparison.Ordinal);
            }
        );

    [Fact]
    public void Records_are_written_where_the_role_allows_it_and_never_start_the_function()
    {
        var records = function.At("Environment", "Variables", "ACM_APPROVER_RECORDS_PREFIX").Text();
        var written = Assert.Single(statements, each => each.At("Sid").Text() == "KeepDecisionsAndNotices");
        var sent = Assert.Single(statements, each => each.At("Sid").Text() == "KeepWhatWasSent");
        Assert.EndsWith($"/{records}resends/*", sent.At("Resource", "0").Text(), StringComparison.Ordinal);
        var seen = Assert.Single(statements, each => each.At("Sid").Text() == "KeepWhatWasSeen");
        Assert.EndsWith($"/{records}guard/*", seen.At("Resource", "0").Text(), StringComparison.Ordinal);
        var followed = Assert.Single(statements, each => each.At("Sid").Text() == "KeepRecordsOfProbes");
        Assert.EndsWith($"/{records}probes/*/copies/*", followed.At("Resource", "0").Text(), StringComparison.Ordinal);
        Assert.Equal(4, statements.Count(each => each.At("Action").TextOrTexts().Contains("s3:PutObject")));
        Assert.Equal(
            [$"/{records}${{MailPrefix}}*", $"/{records}notices/*"],
            written
                .At("Resource")
                .Children()
                .Select(each => each.At("0").Text().Replace("arn:${AWS::Partition}:s3:::${Bucket}", "", StringComparison.Ordinal))
        );
        Assert.DoesNotMatch(Template.Main.At("Parameters", "MailPrefix", "AllowedPattern").Text(), records);
        var pattern = Template.Main.At("Resources", "MailStoredRule", "Properties", "EventPattern", "detail", "object", "key", "0");
        Assert.Equal("MailPrefix", pattern.At("prefix").Text());
    }

    [Fact]
    public void What_was_not_understood_may_be_tagged_and_is_kept_as_long_as_the_mail()
    {
        var tagging = Assert.Single(statements, each => each.At("Action").TextOrTexts().Contains("s3:PutObjectTagging"));
        Assert.EndsWith("/decisions/${MailPrefix}*.seen.txt", tagging.At("Resource", "0").Text(), StringComparison.Ordinal);
        var rules = Template.Main.At("Resources", "MailBucket", "Properties", "LifecycleConfiguration", "Rules").Children();
        var rule = Assert.Single(rules, each => each.At("Id").Text() == "seen");
        var (key, value) = (rule.At("TagFilters", "0", "Key").Text(), rule.At("TagFilters", "0", "Value").Text());
        Assert.Equal("MailRetentionDays", rule.At("ExpirationInDays").Text());
        var code = string.Join('\n', Code("AcmApprover.Aws"));
        Assert.Contains($"new Tag {{ Key = \"{key}\", Value = \"{value}\" }}", code, StringComparison.Ordinal);
        Assert.Contains("\".seen.txt\"", code, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_metric_that_an_alarm_or_the_dashboard_shows_is_written_by_the_function()
    {
        var code = string.Join('\n', Code("AcmApprover.Lambda"));
        var alarms = Template
            .Main.At("Resources")
            .Mappings()
            .Where(each => each.Has("Namespace") && each.At("Namespace").ToString() == "AcmApprover")
            .Select(each => each.At("MetricName").Text());
        var shown = Regex
            .Matches(
                Template.Main.At("Resources", "Dashboard", "Properties", "DashboardBody", "0").Text(),
                @"""AcmApprover"", ""(\w+)""|MetricName=\\""(\w+)\\"""
            )
            .Select(match => match.Groups[1].Value + match.Groups[2].Value);
        var metrics = alarms.Concat(shown).Distinct().ToArray();
        HashSet<string> expected = ["Alerts", "UndeliveredNotices", "MailsSeen", "Mails", "ApprovalLatency"];
        Assert.Superset(expected, metrics.ToHashSet());
        Assert.All(metrics, metric => Assert.Contains($"\"{metric}\"", code, StringComparison.Ordinal));
    }

    // Outside the adapters, a file that names none of Amazon's namespaces calls no service; the Lambda Runtime API is not one.
    private static IEnumerable<string> CallsToAws() =>
        from source in SourcesOfTheFunction()
        where source.IsAdapter || Regex.IsMatch(source.Text, @"^using Amazon\.(?!Lambda)", RegexOptions.Multiline)
        from match in call.Matches(source.Text)
        group match by match.Groups[1].Value into distinct
        orderby distinct.Key
        select distinct.Key;

    /// <summary>What the function is made of: its own files, and those that are named by one of them, without comments. Other adapters are
    /// the command line's.</summary>
    private static List<(string Text, bool IsAdapter)> SourcesOfTheFunction()
    {
        List<(string Text, bool IsAdapter)> found = [.. Code("AcmApprover.Lambda").Select(text => (WithoutComments(text), false))];
        var others = (
            from project in (string[])["AcmApprover.Aws", "AcmApprover.Hosting"]
            from file in RepositoryFiles.Sources($"src/{project}")
            select (file.Path, Text: WithoutComments(file.Text), IsAdapter: project == "AcmApprover.Aws")
        ).ToList();
        for (var i = 0; i < found.Count; i++)
        {
            var named = others.Where(file => Regex.IsMatch(found[i].Text, $@"\b{Path.GetFileNameWithoutExtension(file.Path)}\b")).ToArray();
            found.AddRange(named.Select(file => (file.Text, file.IsAdapter)));
            others.RemoveAll(named.Contains);
        }

        return found;
    }

    private static string WithoutComments(string text) => Regex.Replace(text, "//.*", "");

    private static IEnumerable<string> Code(string project) => RepositoryFiles.Sources($"src/{project}").Select(source => source.Text);
}
