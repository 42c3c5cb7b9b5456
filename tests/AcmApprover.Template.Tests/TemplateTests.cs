using System.Globalization;
using System.Text.RegularExpressions;
using AcmApprover.Testing;
using YamlDotNet.RepresentationModel;

namespace AcmApprover.Template.Tests;

public sealed class TemplateTests
{
    [Fact]
    public void The_linter_has_no_finding() => Assert.Empty(StackProgram.Lint("template.yaml", "member-account.yaml"));

    [Fact]
    public void The_linter_has_no_finding_in_the_plain_template() => Assert.Empty(StackProgram.LintPlain());

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
    [InlineData("AccountRoleName", "AcmApproverReader", "/AcmApproverReader")]
    [InlineData("AccountRoleName", "platform/AcmApproverReader", "platform/")]
    [InlineData("TrustedOrganization", "o-exampleorgid", "ou-abcd-11111111")]
    [InlineData("KmsKeyArn", "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab", "alias/mail")]
    [InlineData("PermissionsBoundaryArn", "arn:aws:iam::111122223333:policy/platform/boundary", "boundary")]
    [InlineData("PermissionsBoundaryArn", "arn:aws:iam::aws:policy/PowerUserAccess", "arn:aws:iam::111122223333:role/boundary")]
    [InlineData("RolePath", "/platform/", "platform")]
    [InlineData("RestoreRoleArn", "arn:aws:iam::111122223333:role/restorer", "arn:aws:iam::111122223333:user/restorer")]
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
        Assert.Equal(12, alarms.Length);
        Assert.All(alarms, alarm => Assert.Equal("OperatorTopic", alarm.At("Properties", "AlarmActions", "0").Text()));
    }

    [Theory]
    [InlineData("AWS/SES", "RuleName", "PublishFailure", "PublishExpired")]
    [InlineData("AWS/Lambda", "FunctionName", "Errors", "Throttles", "AsyncEventAge", "DestinationDeliveryFailures")]
    [InlineData("AWS/SQS", "QueueName", "ApproximateNumberOfMessagesVisible", "ApproximateAgeOfOldestMessage")]
    [InlineData("AcmApprover", "Stack", "Alerts", "MailsSeen", "UndeliveredNotices")]
    public void Wherever_a_mail_can_be_lost_an_alarm_watches(string service, string dimension, params string[] metrics)
    {
        var watched = Template
            .Main.At("Resources")
            .Mappings()
            .Where(each => each.Has("MetricName") && each.At("Namespace").Text() == service)
            .ToArray();
        Assert.Superset(metrics.ToHashSet(), watched.Select(each => each.At("MetricName").Text()).ToHashSet());
        Assert.All(watched, each => Assert.Equal(dimension, Assert.Single(each.At("Dimensions").Children()).At("Name").Text()));
    }

    [Fact]
    public void While_a_dead_letter_lies_there_an_alarm_begins_each_day()
    {
        var metrics = Template.Main.At("Resources", "DeadLetterReminderAlarm", "Properties", "Metrics");
        Assert.Equal("IF(HOUR(letters) == 8, letters, 0)", metrics.At("0", "Expression").Text());
        Assert.Equal(("letters", "false"), (metrics.At("1", "Id").Text(), metrics.At("1", "ReturnData").Text()));
        Assert.Equal("DeadLetters.QueueName", metrics.At("1", "MetricStat", "Metric", "Dimensions", "0", "Value").Text());
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
    public void Nobody_but_sess_role_and_the_one_that_restores_may_write_mail()
    {
        var resources = Template.Main.At("Resources");
        var action = resources.At("ReceiptRule", "Properties", "Rule", "Actions", "0", "S3Action");
        Assert.Equal("MailWriterRole.Arn", action.At("IamRoleArn").Text());
        var statement = resources.At("MailBucketPolicy", "Properties", "PolicyDocument", "Statement", "0");
        Assert.Equal(("Deny", "*"), (statement.At("Effect").Text(), statement.At("Principal").Text()));
        Assert.Equal(["s3:PutObject", "s3:ReplicateObject"], statement.At("Action").TextOrTexts());
        Assert.Equal("${MailBucket.Arn}/${MailPrefix}*", statement.At("Resource").Text());
        Assert.Equal(
            ["MailWriterRole.Arn", "LetsRestore", "RestoreRoleArn", "AWS::NoValue"],
            statement.At("Condition", "ArnNotEquals", "aws:PrincipalArn").AllNodes.OfType<YamlScalarNode>().Select(Template.Text)
        );

        // SES writes nowhere else, and for no other rule.
        var role = resources.At("MailWriterRole", "Properties");
        var trust = Assert.Single(role.At("AssumeRolePolicyDocument", "Statement").Children());
        Assert.Equal(["aws:SourceAccount", "aws:SourceArn"], trust.At("Condition", "StringEquals").Keys());
        var written = role.At("Policies", "0", "PolicyDocument", "Statement", "0");
        Assert.Equal(("s3:PutObject", statement.At("Resource").Text()), (written.At("Action").Text(), written.At("Resource").Text()));
    }

    [Fact]
    public void Every_role_has_the_path_and_the_boundary_that_a_platform_asks_for()
    {
        foreach (var template in new[] { Template.Main, Template.MemberAccount })
        {
            var roles = template.At("Resources").Mappings().Where(each => IsOf(each, "AWS::IAM::Role")).ToArray();
            Assert.NotEmpty(roles);
            Assert.All(
                roles,
                role =>
                {
                    Assert.Equal("RolePath", role.At("Properties", "Path").Text());
                    Assert.Equal("PermissionsBoundaryArn", role.At("Properties", "PermissionsBoundary", "1").Text());
                }
            );
        }
    }

    [Theory]
    [InlineData("AWS::S3::Bucket", "BucketEncryption")]
    [InlineData("AWS::SNS::Topic", "KmsMasterKeyId")]
    [InlineData("AWS::SQS::Queue", "KmsMasterKeyId")]
    [InlineData("AWS::Logs::LogGroup", "KmsKeyId")]
    [InlineData("AWS::Serverless::Function", "KmsKeyArn")]
    public void Whatever_keeps_something_takes_the_key_that_is_given(string type, string property)
    {
        var all = Template.Main.At("Resources").Mappings().Where(each => IsOf(each, type)).ToArray();
        Assert.NotEmpty(all);
        Assert.All(
            all,
            each =>
                Assert.Contains("KmsKeyArn", each.At("Properties", property).AllNodes.OfType<YamlScalarNode>().Select(Template.Text))
        );
    }

    [Theory]
    [InlineData("AWS::S3::BucketPolicy", "s3:*")]
    [InlineData("AWS::SNS::TopicPolicy", "sns:Publish")]
    [InlineData("AWS::SQS::QueuePolicy", "sqs:*")]
    public void Nothing_is_written_or_read_but_over_tls(string type, string action)
    {
        var resources = Template.Main.At("Resources");
        var policies = resources.Mappings().Where(each => IsOf(each, type)).ToArray();
        Assert.All(
            policies,
            policy =>
            {
                var statement = Assert.Single(
                    policy.At("Properties", "PolicyDocument", "Statement").Children(),
                    each => each.Has("Condition") && each.At("Condition").Has("Bool")
                );
                Assert.Equal(("Deny", action), (statement.At("Effect").Text(), statement.At("Action").Text()));
                Assert.Equal("false", statement.At("Condition", "Bool", "aws:SecureTransport").Text());
            }
        );
        var kind = type.Replace("Policy", "", StringComparison.Ordinal);
        Assert.Equal(resources.Mappings().Count(each => IsOf(each, kind)), policies.Length);
    }

    [Fact]
    public void Two_stacks_in_an_account_do_not_take_each_others_names()
    {
        string[] names =
        [
            "BucketName",
            "DashboardName",
            "FunctionName",
            "LogGroupName",
            "Name",
            "QueueName",
            "RoleName",
            "RuleSetName",
            "TopicName",
        ];
        var resources = Template.Main.At("Resources");
        foreach (var name in resources.Keys().Where(name => resources.At(name, "Type").Text() != "AWS::Route53::RecordSet"))
        {
            var properties = resources.At(name, "Properties");
            Assert.All(
                names.Where(properties.Has).Select(each => properties.At(each)),
                value =>
                    Assert.Contains(
                        value.AllNodes.OfType<YamlScalarNode>().Select(Template.Text),
                        text =>
                            text.Contains("AWS::StackName", StringComparison.Ordinal) || resources.Has(text.Split('.')[0])
                    )
            );
        }

        Assert.Equal("AWS::StackName", resources.At("ReceiptRule", "Properties", "Rule", "Name").Text());
    }

    [Fact]
    public void What_eventbridge_cannot_hand_over_is_parked_with_the_other_dead_letters()
    {
        var resources = Template.Main.At("Resources");
        var queue = resources.At("MailStoredRule", "Properties", "Targets", "0", "DeadLetterConfig", "Arn");
        Assert.Equal("DeadLetters.Arn", queue.Text());
        var policy = resources.At("DeadLettersPolicy", "Properties");
        Assert.Equal("DeadLetters", policy.At("Queues", "0").Text());
        var statement = policy.At("PolicyDocument", "Statement", "0");
        Assert.Equal(("sqs:SendMessage", queue.Text()), (statement.At("Action").Text(), statement.At("Resource").Text()));
        Assert.Equal("MailStoredRule.Arn", statement.At("Condition", "ArnEquals", "aws:SourceArn").Text());
    }

    [Fact]
    public void A_batch_job_may_take_its_role_without_a_condition_that_aws_does_not_promise_to_meet()
    {
        var trust = Template.Main.At("Resources", "BatchReplayRole", "Properties", "AssumeRolePolicyDocument", "Statement", "0");
        Assert.Equal("batchoperations.s3.amazonaws.com", trust.At("Principal", "Service").Text());
        Assert.False(trust.Has("Condition"));
    }

    [Fact]
    public void What_lambda_gives_up_is_tried_each_hour_for_as_long_as_a_link_lives_and_then_a_dead_letter()
    {
        var resources = Template.Main.At("Resources");
        var function = resources.At("ApproverFunction", "Properties");
        Assert.Equal("RetryQueue.Arn", function.At("EventInvokeConfig", "DestinationConfig", "OnFailure", "Destination").Text());

        var mapping = resources.At("RetryMapping", "Properties");
        Assert.Equal(("RetryQueue.Arn", "ApproverFunction"), (mapping.At("EventSourceArn").Text(), mapping.At("FunctionName").Text()));
        Assert.Equal(("1", "ReportBatchItemFailures"), (mapping.At("BatchSize").Text(), mapping.At("FunctionResponseTypes", "0").Text()));

        var queue = resources.At("RetryQueue", "Properties");
        Assert.Equal("DeadLetters.Arn", queue.At("RedrivePolicy", "deadLetterTargetArn").Text());
        var (pause, tries) = (Seconds(queue.At("VisibilityTimeout")), Number(queue.At("RedrivePolicy", "maxReceiveCount")));
        Assert.Equal(TimeSpan.FromHours(1), pause);
        Assert.InRange(pause * tries, TimeSpan.FromHours(72), TimeSpan.FromHours(80));

        // Lambda refuses a queue that shows a message again while the function may still be at it; SQS counts a message's age from when
        // it was first sent, in the dead-letter queue too.
        Assert.True(pause >= 6 * Seconds(function.At("Timeout")));
        Assert.True(Seconds(queue.At("MessageRetentionPeriod")) > pause * tries);
        Assert.True(Seconds(resources.At("DeadLetters", "Properties", "MessageRetentionPeriod")) > (pause * tries) + TimeSpan.FromDays(7));
    }

    // SQS leaves a message that was received three times out of the age: an alarm on more than two pauses could never sound.
    [Fact]
    public void An_alarm_on_the_retry_queues_age_sounds_between_the_second_try_and_the_third()
    {
        var resources = Template.Main.At("Resources");
        var pause = Seconds(resources.At("RetryQueue", "Properties", "VisibilityTimeout"));
        var alarm = resources.At("RetryAlarm", "Properties");
        Assert.Equal("RetryQueue.QueueName", alarm.At("Dimensions", "0", "Value").Text());
        var (age, period) = (Seconds(alarm.At("Threshold")), Seconds(alarm.At("Period")));
        Assert.InRange(age, pause + period, (2 * pause) - (2 * period));
    }

    [Fact]
    public void The_outputs_say_in_every_case_how_to_subscribe_and_to_confirm_so_that_no_scanner_can_unsubscribe()
    {
        var outputs = Template.Main.At("Outputs");
        string[] always = ["SubscribeYourself", "ConfirmSubscription", "OperatorTopicArn"];
        Assert.All(always, name => Assert.False(outputs.At(name).Has("Condition")));
        Assert.Contains("aws sns subscribe ", outputs.At("SubscribeYourself", "Value").Text(), StringComparison.Ordinal);
        Assert.Contains("Amazon Q Developer", outputs.At("OperatorTopicArn", "Description").Text(), StringComparison.Ordinal);
        const string protection = "--authenticate-on-unsubscribe true";
        Assert.Contains(protection, outputs.At("ConfirmSubscription", "Value").Text(), StringComparison.Ordinal);
        Assert.Contains(protection, RepositoryFiles.Read("docs/handbook.md"), StringComparison.Ordinal);
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
    public void The_role_of_other_accounts_trusts_named_roles_with_an_external_id_and_only_reads_unless_told_otherwise()
    {
        var role = Template.MemberAccount.At("Resources", "ReaderRole", "Properties");
        var statement = Assert.Single(role.At("AssumeRolePolicyDocument", "Statement").Children());
        Assert.Equal("ApproverRoleArns", statement.At("Condition", "ArnEquals", "aws:PrincipalArn").Text());
        Assert.Equal("ExternalId", statement.At("Condition", "StringEquals", "sts:ExternalId").Text());
        Assert.DoesNotContain("*", statement.At("Principal").AllNodes.OfType<YamlScalarNode>().Select(Template.Text));
        var policy = Assert.Single(role.At("Policies").Children());
        var statements = policy.At("PolicyDocument", "Statement").Children().ToList();
        Assert.Equal("acm:DescribeCertificate", statements[0].At("Action").Text());
        Assert.Equal(["ListsCertificates", "ReadsTags", "Resends", "Guards"], statements.Skip(1).Select(each => each.At("0").Text()));
    }

    [Fact]
    public void The_two_templates_agree_on_the_role_and_its_external_id()
    {
        var command = Template.Main.At("Outputs", "DeployToOtherAccounts", "Value").Text();
        var passed = Regex.Matches(command, @"(\w+)=\$").Select(match => match.Groups[1].Value);
        Assert.Equal(["ApproverRoleArns", "ExternalId", "RoleName"], passed);
        var parameters = Template.MemberAccount.At("Parameters");
        Assert.All(parameters.Keys(), name => Assert.True(parameters.At(name).Has("Default") || passed.Contains(name), name));
        Assert.Equal(Template.Main.At("Parameters", "AccountRoleName", "Default").Text(), parameters.At("RoleName", "Default").Text());
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

    private static bool IsOf(YamlMappingNode resource, string type) => resource.Has("Type") && resource.At("Type").ToString() == type;

    private static int Number(YamlNode node) => int.Parse(node.Text(), CultureInfo.InvariantCulture);

    private static TimeSpan Seconds(YamlNode node) => TimeSpan.FromSeconds(Number(node));
}
