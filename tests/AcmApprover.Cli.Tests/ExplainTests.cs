using System.Text.Json.Nodes;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Testing;

namespace AcmApprover.Cli.Tests;

public sealed class ExplainTests
{
    [Theory]
    [InlineData("link-expired")]
    [InlineData("Link-Expired")]
    public async Task A_reason_is_explained_with_what_to_do(string code)
    {
        var transcript = await Transcript.OfAsync(["explain", code]);
        Assert.Equal(
            """
            link-expired
              stage  mail
              when   the mail was received more than 72 hours ago
              next   Resend the validation mail from ACM; if the certificate has timed out, request a new one.
              more   docs/handbook.md#link-expired

            """,
            transcript.Output
        );
        Assert.Equal((0, ""), (transcript.ExitCode, transcript.Error));
    }

    [Fact]
    public async Task Without_a_reason_all_of_them_are_listed_in_the_order_of_the_rules()
    {
        var transcript = await Transcript.OfAsync(["explain"]);
        Assert.Equal(RuleBook.All.Select(r => r.Code), transcript.Lines.Select(line => line.Split(' ')[0]));
        Assert.Contains(
            "account-not-trusted           the claimed account is not on the operator's list",
            transcript.Lines
        );
        Assert.DoesNotContain('`', transcript.Output);
    }

    [Fact]
    public async Task JSON_has_an_object_for_each()
    {
        var one = await Transcript.OfAsync(["explain", "notify-only", "--json"]);
        Assert.Equal(
            """
            {"code":"notify-only","stage":"policy","refersWhen":"every rule holds, and the operator chose to be told instead",
            "nextStep":"Open the link and press the button."}
            """.ReplaceLineEndings(""),
            one.Lines.Single()
        );
        var all = await Transcript.OfAsync(["explain", "--json"]);
        Assert.Equal(RuleBook.All.Select(r => r.Code), all.Lines.Select(line => (string?)JsonNode.Parse(line)!["code"]));
    }

    [Fact]
    public async Task The_nearest_reason_is_named_for_one_that_does_not_exist()
    {
        var transcript = await Transcript.OfAsync(["explain", "acount-not-trusted"]);
        Assert.Equal(
            (
                2,
                "",
                "error: there is no reason 'acount-not-trusted'; the nearest is account-not-trusted\n"
                    + "hint: acm-approver explain lists all of them\n"
            ),
            (transcript.ExitCode, transcript.Output, transcript.Error)
        );
    }
}
