using System.Globalization;
using System.Text.RegularExpressions;
using AcmApprover.Testing;
using YamlDotNet.RepresentationModel;

namespace AcmApprover.Template.Tests;

public sealed class TemplateTests
{
    [Fact]
    public void The_linter_has_no_finding()
    {
        var (exitCode, findings, _) = Tool.Run(
            Tool.CfnLint,
            "",
            RepositoryFiles.PathOf("template.yaml"),
            RepositoryFiles.PathOf("member-account.yaml")
        );
        Assert.True(exitCode == 0, findings);
    }

    [Fact]
    public void Every_parameter_is_described_and_grouped_once()
    {
        var parameters = Template.Main.At("Parameters");
        Assert.All(parameters.Keys(), name => Assert.True(parameters.At(name).Has("Description"), name));
        var grouped = Template
            .Main.At("Metadata", "AWS::CloudFormation::Interface", "ParameterGroups")
            .Children()
            .SelectMany(group => group.At("Parameters").Children().Select(Template.Text));
        Assert.Equal(parameters.Keys().Order(StringComparer.Ordinal), grouped.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("TrustedAccounts", "111122223333", "1111-2222-3333")]
    [InlineData("AccountRoleName", "AcmApproverReader", "path/AcmApproverReader")]
    [InlineData("ExternalId", "example-external-id", "a")]
    [InlineData("MailDomains", "mail.example.com", "admin@example.com")]
    [InlineData("MailDomains", "example.com", "example")]
    [InlineData("ExistingMailBucket", "mail-of-example-com", "Mail/inbound")]
    [InlineData("MailPrefix", "inbound/", "inbound")]
    [InlineData("MailPrefix", "mail/inbound/", "decisions/")]
    [InlineData("MailPrefix", "mail/", "batch/reports/")]
    [InlineData("MailPrefix", "mail/notices/", "notices/")]
    [InlineData("MailPrefix", "mail/", "/")]
    [InlineData("HostedZoneId", "Z0123456789", "/hostedzone/Z0123456789")]
    [InlineData("OperatorEmail", "operator@example.net", "operator")]
    public void A_wrong_value_is_refused_before_anything_is_made(string parameter, string right, string wrong)
    {
        var pattern = Template.Main.At("Parameters", parameter, "AllowedPattern").Text();
        Assert.Matches(pattern, right);
        Assert.DoesNotMatch(pattern, wrong);
    }

    [Fact]
    public void Every_alarm_tells_the_operator()
    {
        var alarms = Template
            .Main.At("Resources")
            .Mappings()
            .Where(each => each.Has("Type") && each.At("Type").ToString() == "AWS::CloudWatch::Alarm")
            .ToArray();
        Assert.Equal(5, alarms.Length);
        Assert.All(alarms, alarm => Assert.Equal("OperatorTopic", alarm.At("Properties", "AlarmActions", "0").Text()));
    }

    [Fact]
    public void Every_alarm_stands_on_the_dashboard()
    {
        var resources = Template.Main.At("Resources");
        var dashboard = string.Join(
            '\n',
            resources.At("Dashboard", "Properties", "DashboardBody").AllNodes.OfType<YamlScalarNode>().Select(Template.Text)
        );
        Assert.All(
            resources.Keys().Where(name => resources.At(name, "Type").Text() == "AWS::CloudWatch::Alarm"),
            name => Assert.Contains($"${{{name}.Arn}}", dashboard, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void The_mx_record_fails_before_ses_leaves_anything_in_the_bucket()
    {
        var action = Template.Main.At("Resources", "ReceiptRule", "Properties", "Rule", "Actions", "0", "S3Action", "BucketName");
        Assert.Equal(
            ["WritesMxRecord", "0", "MailBucket", "MxRecord", "MailBucket"],
            action.AllNodes.OfType<YamlScalarNode>().Select(Template.Text)
        );
    }

    [Fact]
    public void What_eventbridge_cannot_hand_over_is_parked_with_the_other_dead_letters()
    {
        var resources = Template.Main.At("Resources");
        var queue = resources.At("StoredMailRule", "Properties", "Targets", "0", "DeadLetterConfig", "Arn");
        Assert.Equal("DeadLetters.Arn", queue.Text());
        var policy = resources.At("StoredMailDeadLetterPolicy", "Properties");
        Assert.Equal("DeadLetters", policy.At("Queues", "0").Text());
        var statement = policy.At("PolicyDocument", "Statement", "0");
        Assert.Equal(("sqs:SendMessage", queue.Text()), (statement.At("Action").Text(), statement.At("Resource").Text()));
        Assert.Equal("StoredMailRule.Arn", statement.At("Condition", "ArnEquals", "aws:SourceArn").Text());
    }

    [Fact]
    public void A_batch_job_may_take_its_role_without_a_condition_that_aws_does_not_promise_to_meet()
    {
        var trust = Template.Main.At("Resources", "BatchReplayRole", "Properties", "AssumeRolePolicyDocument", "Statement", "0");
        Assert.Equal("batchoperations.s3.amazonaws.com", trust.At("Principal", "Service").Text());
        Assert.False(trust.Has("Condition"));
    }

    [Fact]
    public void A_mail_is_kept_longer_than_its_dead_letter()
    {
        var leastDays = int.Parse(Template.Main.At("Parameters", "MailRetentionDays", "MinValue").Text(), CultureInfo.InvariantCulture);
        var seconds = int.Parse(
            Template.Main.At("Resources", "DeadLetters", "Properties", "MessageRetentionPeriod").Text(),
            CultureInfo.InvariantCulture
        );
        Assert.True(TimeSpan.FromDays(leastDays) > TimeSpan.FromSeconds(seconds));
    }

    [Fact]
    public void The_role_of_other_accounts_trusts_one_role_with_an_external_id_and_only_reads()
    {
        var role = Template.MemberAccount.At("Resources", "ReaderRole", "Properties");
        var trust = Assert.Single(role.At("AssumeRolePolicyDocument", "Statement").Children()).At("Condition");
        Assert.Equal("ApproverRoleArn", trust.At("ArnEquals", "aws:PrincipalArn").Text());
        Assert.Equal("ExternalId", trust.At("StringEquals", "sts:ExternalId").Text());
        var policy = Assert.Single(role.At("Policies").Children());
        var statement = Assert.Single(policy.At("PolicyDocument", "Statement").Children());
        Assert.Equal("acm:DescribeCertificate", statement.At("Action").Text());
    }

    [Fact]
    public void The_two_templates_agree_on_the_role_and_its_external_id()
    {
        var command = Template.Main.At("Outputs", "DeployToOtherAccounts", "Value").Text();
        var passed = Regex.Matches(command, @"(\w+)=\$").Select(match => match.Groups[1].Value);
        Assert.Equal(Template.MemberAccount.At("Parameters").Keys(), passed);
        Assert.Equal(
            Template.Main.At("Parameters", "AccountRoleName", "Default").Text(),
            Template.MemberAccount.At("Parameters", "RoleName", "Default").Text()
        );
    }

    [Fact]
    public void The_makefile_builds_what_the_template_names_for_the_architecture_that_is_deployed()
    {
        var function = Template.Main.At("Resources", "ApproverFunction");
        Assert.Equal("makefile", function.At("Metadata", "BuildMethod").Text());
        var makefile = File.ReadAllText(RepositoryFiles.PathOf("Makefile"));
        Assert.Contains("\nbuild-ApproverFunction:", makefile, StringComparison.Ordinal);
        Assert.Contains($"$(ARTIFACTS_DIR)/{function.At("Properties", "Handler").Text()}'", makefile, StringComparison.Ordinal);
        Assert.All(
            Template.Main.At("Parameters", "Architecture", "AllowedValues").Children(),
            each => Assert.Contains($"\nrid-{each.Text()} = linux-", makefile, StringComparison.Ordinal)
        );
        var configured = Regex.Matches(File.ReadAllText(RepositoryFiles.PathOf("samconfig.toml")), "Architecture=\\\\\"(\\w+)\\\\\"");
        Assert.Equal(Template.Main.At("Parameters", "Architecture", "Default").Text(), Assert.Single(configured).Groups[1].Value);
    }
}
