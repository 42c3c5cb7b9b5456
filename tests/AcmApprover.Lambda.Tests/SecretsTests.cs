using System.Text;
using AcmApprover.Simulator;
using AcmApprover.Simulator.Acm;
using AcmApprover.Simulator.Faults;
using AcmApprover.Simulator.Mails;

namespace AcmApprover.Lambda.Tests;

/// <summary>A link's code and context are keys to a signature: they appear in no log, record, metric or answer.</summary>
public sealed class SecretsTests
{
    [Fact]
    public async Task They_appear_nowhere_but_in_the_notices_that_may_show_them()
    {
        await using var function = await FunctionWorld.StartAsync();
        List<string> answers = [];
        List<ValidationRequest> all = [],
            shown = [];

        await DeliverAsync(function.Request("approved.example.com"), d => d);
        await DeliverAsync(function.Request("stranger.example.com", FunctionWorld.Stranger), d => d);
        await DeliverAsync(
            function.Request("html.example.com"),
            d => d with { HtmlLink = d.LinkOrDefault.Replace("amazon.com", "amazon.com.evil.example", StringComparison.Ordinal) }
        );
        await DeliverAsync(
            function.Request("untrusted.example.com"),
            d => d with { Link = d.LinkOrDefault.Replace("https", "http", StringComparison.Ordinal) }
        );
        await DeliverAsync(function.Request("subject.example.com"), d => d with { Subject = $"Certificate request for {d.LinkOrDefault}" });
        await DeliverAsync(
            function.Request("from.example.com"),
            d => d with { From = [$"\"{d.LinkOrDefault}\" <no-reply@certificates.amazon.com>"], Dkim = [] }
        );
        shown.Add(all[^1]);
        function.World.Faults.Add(ServiceName.ApprovalSite, "OpenPage", Misbehave.Error(400, "Expired"));
        await DeliverAsync(function.Request("expired.example.com"), d => d);
        shown.Add(all[^1]);
        shown.Add(all[4]);
        function.World.Faults.Add(ServiceName.ApprovalSite, "PressButton", Misbehave.Drop(), times: 10);
        await DeliverAsync(function.Request("lost.example.com"), d => d);

        List<string> places =
        [
            .. answers,
            .. await function.EndAndReadOutputAsync(),
            .. function
                .World.S3.Objects(FunctionWorld.Bucket, "decisions/")
                .SelectMany(o => (string[])[o.Key, Encoding.UTF8.GetString(o.Value.Body.Span)]),
        ];
        Assert.NotEmpty(function.World.Sns.Messages);
        foreach (var request in all)
        {
            Assert.All(places, place => Assert.False(Holds(place, request), $"the secrets of {request.Domain} appear in {place}"));
            if (!shown.Contains(request))
            {
                Assert.All(
                    function.World.Sns.Messages,
                    m => Assert.False(Holds(m.Subject + m.Message, request), $"the notice on {request.Domain} shows its secrets")
                );
            }
        }

        async Task DeliverAsync(ValidationRequest request, Func<MailDraft, MailDraft> change)
        {
            all.Add(request);
            var result = await function.DeliverAsync(change(MailDraft.For(request)));
            answers.Add(result.Payload ?? result.ErrorMessage ?? "");
        }
    }

    private static bool Holds(string text, ValidationRequest request) =>
        text.Contains(request.Code, StringComparison.OrdinalIgnoreCase)
        || text.Contains(request.Context, StringComparison.OrdinalIgnoreCase);
}
