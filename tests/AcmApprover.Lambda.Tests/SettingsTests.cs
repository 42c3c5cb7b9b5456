using AcmApprover.Hosting.Configuration;

namespace AcmApprover.Lambda.Tests;

/// <summary>Settings that must not start: each would leave something else in force than what somebody wrote.</summary>
public sealed class SettingsTests
{
    [Theory]
    [InlineData("ACM_APPROVER_SENDERS", "no reply@example.com")]
    [InlineData("ACM_APPROVER_SENDERS", "a@b@example.com")]
    [InlineData("ACM_APPROVER_SENDERS", "<a@example.com")]
    [InlineData("ACM_APPROVER_SENDERS", ".a@example.com")]
    [InlineData("ACM_APPROVER_ACCOUNTS", "organization")]
    [InlineData("ACM_APPROVER_ACCOUNTS", "organization:exampleorgid")]
    [InlineData("ACM_APPROVER_ACCOUNTS", "organization:o-Exampleorgid")]
    [InlineData("ACM_APPROVER_ACCOUNTS", "organization:o-short")]
    [InlineData("ACM_APPROVER_ACCOUNTS", "organization:o-exampleorgid,111122223333")]
    [InlineData("ACM_APPROVER_ACCOUNT_ROLE", "/reader")]
    [InlineData("ACM_APPROVER_ACCOUNT_ROLE", "platform/")]
    [InlineData("ACM_APPROVER_ACCOUNT_ROLE", "platform//reader")]
    [InlineData("ACM_APPROVER_BUCKET", "Not_A_Bucket!")]
    [InlineData("ACM_APPROVER_BUCKET", "-mail")]
    [InlineData("ACM_APPROVER_BUCKET", "mail-")]
    [InlineData("ACM_APPROVER_BUCKET", "mail..bucket")]
    [InlineData("ACM_APPROVER_BUCKET", "192.168.5.4")]
    [InlineData("ACM_APPROVER_BUCKET", "ab")]
    [InlineData("ACM_APPROVER_STACK", "my stack")]
    [InlineData("ACM_APPROVER_OPERATOR_TOPIC_ARN", "arn:aws:sns:eu-west-1:111122223333:my topic")]
    [InlineData("ACM_APPROVER_OPERATOR_TOPIC_ARN", "arn:aws:sns:eu-west-1:111122223333:operator.fifo")]
    [InlineData("ACM_APPROVER_OPERATOR_TOPIC_ARN", "arn:aws:sns:eu-west-1:111122223333:operator:4ac6b0c8-0000-4000-8000-000000000000")]
    [InlineData("ACM_APPROVER_OPERATOR_TOPIC_ARN", "arn:amazon:sns:eu-west-1:111122223333:operator")]
    [InlineData("ACM_APPROVER_ACCOUNT_EXTERNAL_ID", "it's#mine")]
    [InlineData("ACM_APPROVER_RECORDS_PREFIX", "decisions//")]
    [InlineData("ACM_APPROVER_TELL_APPROVALS", "true")]
    [InlineData("ACM_APPROVER_SPAM", "Allow")]
    public void A_wrong_value_is_refused_with_what_is_accepted(string name, string value)
    {
        var problem = Assert.Single(Refusal(name, value));
        Assert.StartsWith($"{name} is '{value}', but must be ", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ACM_APPROVER_SENDERS", "no-reply@example.com")]
    [InlineData("ACM_APPROVER_SENDERS", "no.reply+acm@example.com,*.example.org")]
    [InlineData("ACM_APPROVER_BUCKET", "mail.bucket-of.example.com")]
    [InlineData("ACM_APPROVER_BUCKET", "acm-approver-111122223333-eu-west-1")]
    [InlineData("ACM_APPROVER_STACK", "acm-approver-2")]
    [InlineData("ACM_APPROVER_ACCOUNTS", "organization:o-exampleorgid")]
    [InlineData("ACM_APPROVER_ACCOUNT_ROLE", "platform/certificates/reader")]
    [InlineData("ACM_APPROVER_OPERATOR_TOPIC_ARN", "arn:aws-cn:sns:cn-north-1:111122223333:acm-approver-OperatorTopic_1A2B")]
    public void A_right_value_is_taken(string name, string value) =>
        Assert.NotNull(Settings.Read(new Dictionary<string, string> { [name] = value }));

    [Theory]
    [InlineData("ACM_APPROVER_DOMAIN", "ACM_APPROVER_DOMAINS")]
    [InlineData("acm_approver_domains", "ACM_APPROVER_DOMAINS")]
    [InlineData("ACM_APPROVER_ACOUNTS", "ACM_APPROVER_ACCOUNTS")]
    [InlineData("ACM_APPROVER_NOTIFYFORMAT", "ACM_APPROVER_NOTIFY_FORMAT")]
    public void A_name_that_is_no_setting_is_refused_with_the_nearest_that_is(string name, string nearest) =>
        Assert.Equal([$"{name} is no setting; the nearest is {nearest}"], Refusal(name, "example.com"));

    [Fact]
    public void Other_variables_are_not_looked_at() =>
        Assert.NotNull(Settings.Read(new Dictionary<string, string> { ["AWS_REGION"] = "eu-west-1", ["ACM_APPROVERS"] = "" }));

    private static IReadOnlyList<string> Refusal(string name, string value) =>
        Assert.Throws<SettingsException>(() => Settings.Read(new Dictionary<string, string> { [name] = value })).Problems;
}
