using System.Text.Json;
using System.Xml.Linq;
using AcmApprover.Aws.Client;
using AcmApprover.Aws.Sns;
using AcmApprover.Simulator;
using AcmApprover.Testing;
using Amazon.Runtime;

namespace AcmApprover.Aws.Tests.Sns;

public sealed class SnsTopicTests(Surroundings surroundings) : InTheWorld(surroundings)
{
    private const string Arn = "arn:aws:sns:us-west-2:111122223333:listened";

    [Fact]
    public async Task Subscriptions_are_read_page_after_page_with_those_that_wait_for_their_owner()
    {
        using var server = new ScriptedServer(
            new ScriptedAnswer(200, Page("<NextToken>a+b=</NextToken>", ("PendingConfirmation", "email", "operator@example.com"))),
            new ScriptedAnswer(200, Page("", ($"{Arn}:1", "https", "https://example.com/"), ("Deleted", "sqs", "q")))
        );
        using var environment = new EnvironmentScope(("AWS_ENDPOINT_URL_SNS", server.Url));
        using var topic = new SnsTopic(Arn, AwsSession.OfProcess);

        var subscriptions = await topic.ListSubscriptionsAsync(CancellationToken.None).ToListAsync();

        Assert.Equal(["operator@example.com", "https://example.com/", "q"], subscriptions.Select(subscription => subscription.Endpoint));
        Assert.Equal([false, true, false], subscriptions.Select(subscription => subscription.IsConfirmed));
        Assert.Equal(
            [
                $"Action=ListSubscriptionsByTopic TopicArn={Arn} Version=2010-03-31",
                $"Action=ListSubscriptionsByTopic NextToken=a+b= TopicArn={Arn} Version=2010-03-31",
            ],
            server.Requests.Select(request =>
                string.Join(' ', request.Body.Split('&').Select(Uri.UnescapeDataString).Order(StringComparer.Ordinal))
            )
        );
    }

    [Fact]
    public async Task In_the_simulator_all_of_many_subscriptions_are_listed()
    {
        World.Sns.AddTopic(Arn);
        for (var i = 0; i < 150; i++)
        {
            World.Sns.Subscribe(Arn, $"{i}@example.com", isConfirmed: false);
        }

        using var topic = new SnsTopic(Arn, AwsSession.OfProcess);
        var subscriptions = await topic.ListSubscriptionsAsync(CancellationToken.None).ToListAsync();

        Assert.Equal((151, 1), (subscriptions.Count, subscriptions.Count(subscription => subscription.IsConfirmed)));
        Assert.Equal(2, World.Requests.Of(ServiceName.Sns, "ListSubscriptionsByTopic").Count);
    }

    [Fact]
    public async Task A_topic_that_nobody_listens_to_has_no_subscriptions()
    {
        using var server = new ScriptedServer(new ScriptedAnswer(200, Page("")));
        using var environment = new EnvironmentScope(("AWS_ENDPOINT_URL_SNS", server.Url));
        using var topic = new SnsTopic(Arn, AwsSession.OfProcess);

        Assert.Empty(await topic.ListSubscriptionsAsync(CancellationToken.None).ToListAsync());
    }

    [Fact]
    public async Task A_publication_that_SNS_does_not_acknowledge_is_an_error_that_may_be_retried()
    {
        using var server = new ScriptedServer(new ScriptedAnswer(200, "<PublishResponse/>", ("Content-Type", "text/xml")));
        using var environment = new EnvironmentScope(("AWS_ENDPOINT_URL_SNS", server.Url));
        using var topic = new SnsTopic(Arn, AwsSession.OfProcess);

        var e = await Assert.ThrowsAnyAsync<AmazonServiceException>(() => topic.PublishAsync(null, "m", CancellationToken.None));

        Assert.Equal("SNS answered Publish with status 200, but with no MessageId (text/xml)", e.Message);
        Assert.NotNull(e.Retryable);
    }

    [Fact]
    public async Task In_moto_a_message_reaches_who_subscribed()
    {
        var moto = await Surroundings.MotoAsync();
        var arn = ValueOf("TopicArn", await moto.AskAsync("sns", "CreateTopic", ("Name", "of-ours")));
        var queue = ValueOf("QueueUrl", await moto.AskAsync("sqs", "CreateQueue", ("QueueName", "of-ours")));
        var queueArn = arn.Replace(":sns:", ":sqs:", StringComparison.Ordinal);
        await moto.AskAsync("sns", "Subscribe", ("TopicArn", arn), ("Protocol", "sqs"), ("Endpoint", queueArn));
        using var environment = new EnvironmentScope(("AWS_ENDPOINT_URL_SNS", moto.Endpoint.OriginalString));
        using var topic = new SnsTopic(arn, AwsSession.OfProcess.As(new BasicAWSCredentials("AKIAEXAMPLE", "secret")));

        var id = await topic.PublishAsync("subject", "ü =\n&line", CancellationToken.None);

        var received = await moto.AskAsync("sqs", "ReceiveMessage", ("QueueUrl", queue));
        using var message = JsonDocument.Parse(ValueOf("Body", received));
        Assert.Equal((id, "subject", "ü =\n&line"), (Member("MessageId"), Member("Subject"), Member("Message")));
        var subscription = Assert.Single(await topic.ListSubscriptionsAsync(CancellationToken.None).ToListAsync());
        Assert.Equal(("sqs", queueArn, true), (subscription.Protocol, subscription.Endpoint, subscription.IsConfirmed));

        string? Member(string name) => message.RootElement.GetProperty(name).GetString();
    }

    [Fact]
    public async Task In_moto_a_topic_that_is_gone_is_not_found()
    {
        var moto = await Surroundings.MotoAsync();
        using var environment = new EnvironmentScope(("AWS_ENDPOINT_URL_SNS", moto.Endpoint.OriginalString));
        var credentials = new BasicAWSCredentials("AKIAEXAMPLE", "secret");
        using var topic = new SnsTopic($"arn:aws:sns:us-east-1:{MotoServer.Account}:gone", AwsSession.OfProcess.As(credentials));

        var e = await Assert.ThrowsAnyAsync<AmazonServiceException>(() => topic.PublishAsync(null, "m", CancellationToken.None));

        Assert.Equal("NotFound", e.ErrorCode);
    }

    private static string ValueOf(string name, XElement answer) => answer.Descendants().Single(e => e.Name.LocalName == name).Value;

    private static string Page(string token, params (string Arn, string Protocol, string Endpoint)[] subscriptions) =>
        $"""
        <ListSubscriptionsByTopicResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><ListSubscriptionsByTopicResult><Subscriptions>
        {string.Concat(subscriptions.Select(s => $"""
            <member><SubscriptionArn>{s.Arn}</SubscriptionArn><Protocol>{s.Protocol}</Protocol><Endpoint>{s.Endpoint}</Endpoint></member>
            """))}
        </Subscriptions>{token}</ListSubscriptionsByTopicResult></ListSubscriptionsByTopicResponse>
        """;
}
