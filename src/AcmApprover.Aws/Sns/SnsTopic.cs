using System.Runtime.CompilerServices;
using AcmApprover.Aws.Client;
using AcmApprover.Identifiers;
using Amazon.Runtime;

namespace AcmApprover.Aws.Sns;

/// <summary>A topic of Amazon SNS, asked in the topic's own region.</summary>
public sealed class SnsTopic : IDisposable
{
    internal static readonly AwsService Service = new()
    {
        Id = "SNS",
        Prefix = "sns",
        Version = "2010-03-31",
        Protocol = AwsProtocol.Query,
        IsFipsInGovCloud = true,
    };

    private readonly AwsClient client;

    /// <summary>A topic.</summary>
    /// <param name="arn">Its ARN.</param>
    /// <param name="session">With what SNS is asked; where is said by the ARN.</param>
    public SnsTopic(string arn, AwsSession session)
    {
        Arn = arn;
        client = new AwsClient(Service, session.In(Region.Parse(arn.Split(':')[3])));
    }

    /// <summary>The topic's ARN.</summary>
    public string Arn { get; }

    /// <summary>Sends a message to the topic; once this returns, SNS has stored it. Needs <c>sns:Publish</c>.</summary>
    /// <param name="subject">The subject for e-mail: at most 99 characters of ASCII without line breaks; null for none.</param>
    /// <param name="message">The text: at most 256 KiB of UTF-8.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The id that SNS gave the message.</returns>
    /// <exception cref="AmazonServiceException">
    /// SNS refused it: <c>NotFound</c> (no such topic), <c>AuthorizationError</c>, <c>InvalidParameter</c>, <c>Throttled</c>, …
    /// </exception>
    public async Task<string> PublishAsync(string? subject, string message, CancellationToken cancellationToken)
    {
        var call = new AwsCall("Publish") { Parameters = [("TopicArn", Arn), ("Subject", subject), ("Message", message)] };
        var answer = await client.CallAsync(call, cancellationToken);
        return answer.Xml.Member("PublishResult")?.Text("MessageId") ?? throw answer.Without("MessageId");
    }

    /// <summary>
    /// The topic's subscriptions, also those that nobody has confirmed yet. Needs <c>sns:ListSubscriptionsByTopic</c> on the topic.
    /// </summary>
    /// <exception cref="AmazonServiceException">SNS refused it, for example with <c>NotFound</c> or <c>AuthorizationError</c>.</exception>
    public async IAsyncEnumerable<SnsSubscription> ListSubscriptionsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? token = null;
        do
        {
            var call = new AwsCall("ListSubscriptionsByTopic") { Parameters = [("TopicArn", Arn), ("NextToken", token)] };
            var answer = await client.CallAsync(call, cancellationToken);
            var page = answer.Xml.Member("ListSubscriptionsByTopicResult") ?? throw answer.Without("ListSubscriptionsByTopicResult");
            foreach (var item in page.List("Subscriptions"))
            {
                yield return new SnsSubscription(item.Text("SubscriptionArn"), item.Text("Protocol") ?? "", item.Text("Endpoint") ?? "");
            }

            token = page.Text("NextToken");
        } while (token is { Length: > 0 });
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();
}
