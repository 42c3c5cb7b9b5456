using System.Globalization;
using System.Text;
using System.Xml.Linq;
using AcmApprover.Simulator.Aws;
using AcmApprover.Simulator.Http;

namespace AcmApprover.Simulator.Sns;

/// <summary>
/// Simple Notification Service: Publish to the topics that the driver added, within the service's limits on subject and message
/// (API reference, Publish), GetTopicAttributes and ListSubscriptionsByTopic. As in the real one, publishing to a topic that nobody
/// listens to succeeds.
/// </summary>
public sealed class SimulatedSns : SimulatedAwsService
{
    private const int LargestMessage = 256 * 1024;
    private const int PageSize = 100;
    private static readonly XNamespace Namespace = "http://sns.amazonaws.com/doc/2010-03-31/";
    private readonly Lock gate = new();
    private readonly Dictionary<string, SimulatedTopic> topics = new(StringComparer.Ordinal);
    private readonly List<PublishedMessage> messages = [];

    internal SimulatedSns(Accounts accounts)
        : base(ServiceName.Sns, accounts, "sns") { }

    /// <summary>What was published, oldest first, to topics without a listener too.</summary>
    public IReadOnlyList<PublishedMessage> Messages
    {
        get
        {
            lock (gate)
            {
                return [.. messages];
            }
        }
    }

    /// <summary>Adds a topic that one confirmed subscription listens to; publishing to any other is answered with NotFound.</summary>
    public void AddTopic(string topicArn)
    {
        lock (gate)
        {
            topics[topicArn] = new SimulatedTopic(topicArn);
        }

        Subscribe(topicArn, "operator@example.com");
    }

    /// <summary>Adds a subscription by e-mail.</summary>
    /// <param name="topicArn">A topic added before.</param>
    /// <param name="address">The subscriber's address.</param>
    /// <param name="isConfirmed">Whether the subscriber has confirmed it: nobody else gets messages.</param>
    public void Subscribe(string topicArn, string address, bool isConfirmed = true)
    {
        lock (gate)
        {
            topics[topicArn].Subscriptions.Add(Subscription.To(topicArn, "email", address, isConfirmed));
        }
    }

    /// <summary>Takes away every subscription: from now on nobody listens to the topic.</summary>
    public void UnsubscribeAll(string topicArn)
    {
        lock (gate)
        {
            topics[topicArn].Subscriptions.Clear();
        }
    }

    internal override string OperationOf(SimulatedRequest request) => QueryOperation(request);

    internal override SimulatedResponse Error(int status, string code, string message) => XmlError(Namespace, status, code, message);

    internal override SimulatedResponse Throttled() => Error(400, "Throttling", "Rate exceeded");

    private protected override SimulatedResponse Answer(SimulatedRequest request, Caller caller)
    {
        var form = request.Form;
        lock (gate)
        {
            return request.Operation switch
            {
                "Publish" => Publish(form, caller),
                "GetTopicAttributes" => GetTopicAttributes(form, caller),
                "ListSubscriptionsByTopic" => ListSubscriptions(form, caller),
                _ => NotSimulated(request),
            };
        }
    }

    private SimulatedResponse Publish(IReadOnlyDictionary<string, string> form, Caller caller)
    {
        var (topic, error) = Find(form, caller);
        if (topic is null)
        {
            return error!;
        }

        var subject = form.GetValueOrDefault("Subject");
        var message = form.GetValueOrDefault("Message", "");
        if (subject is not null && !IsSubject(subject))
        {
            return Invalid("Subject");
        }

        if (message.Length == 0)
        {
            return Invalid("Empty message");
        }

        if (Encoding.UTF8.GetByteCount(message) > LargestMessage)
        {
            return Invalid("Message too long");
        }

        messages.Add(new PublishedMessage(topic.Arn, subject, message, caller.Account));
        return Xml(Namespace, "Publish", new XElement(Namespace + "MessageId", NewId()));
    }

    private SimulatedResponse GetTopicAttributes(IReadOnlyDictionary<string, string> form, Caller caller)
    {
        var (topic, error) = Find(form, caller);
        return topic is null
            ? error!
            : Xml(
                Namespace,
                "GetTopicAttributes",
                new XElement(
                    Namespace + "Attributes",
                    Entry("TopicArn", topic.Arn),
                    Entry("Owner", topic.Owner),
                    Entry("SubscriptionsConfirmed", $"{topic.Subscriptions.Count(each => each.IsConfirmed)}"),
                    Entry("SubscriptionsPending", $"{topic.Subscriptions.Count(each => !each.IsConfirmed)}"),
                    Entry("SubscriptionsDeleted", "0")
                )
            );

        static XElement Entry(string key, string value) =>
            new(Namespace + "entry", new XElement(Namespace + "key", key), new XElement(Namespace + "value", value));
    }

    // "Each call returns a limited list of subscriptions, up to 100." (API reference, ListSubscriptionsByTopic)
    private SimulatedResponse ListSubscriptions(IReadOnlyDictionary<string, string> form, Caller caller)
    {
        var (topic, error) = Find(form, caller);
        if (topic is null)
        {
            return error!;
        }

        if (!int.TryParse(form.GetValueOrDefault("NextToken", "0"), NumberStyles.None, CultureInfo.InvariantCulture, out var first))
        {
            return Invalid("NextToken");
        }

        var next = first + PageSize;
        return Xml(
            Namespace,
            "ListSubscriptionsByTopic",
            new XElement(
                Namespace + "Subscriptions",
                topic
                    .Subscriptions.Skip(first)
                    .Take(PageSize)
                    .Select(each => new XElement(
                        Namespace + "member",
                        new XElement(Namespace + "TopicArn", topic.Arn),
                        new XElement(Namespace + "Protocol", each.Protocol),
                        new XElement(Namespace + "SubscriptionArn", each.Arn),
                        new XElement(Namespace + "Owner", topic.Owner),
                        new XElement(Namespace + "Endpoint", each.Endpoint)
                    ))
            ),
            next < topic.Subscriptions.Count ? [new XElement(Namespace + "NextToken", next)] : Array.Empty<XElement>()
        );
    }

    private (SimulatedTopic? Topic, SimulatedResponse? Error) Find(IReadOnlyDictionary<string, string> form, Caller caller)
    {
        var arn = form.GetValueOrDefault("TopicArn", "");
        if (arn.Split(':') is not ["arn", _, "sns", var region, _, _] || region != caller.Region)
        {
            return (null, Invalid($"TopicArn (asked in {caller.Region}: {arn})"));
        }

        return topics.TryGetValue(arn, out var topic) ? (topic, null) : (null, Error(404, "NotFound", $"Topic does not exist: {arn}"));
    }

    private SimulatedResponse Invalid(string what) => Error(400, "InvalidParameter", $"Invalid parameter: {what}");

    // "ASCII text that begins with a letter, number, or punctuation mark; must not include line breaks or control characters; and
    // must be less than 100 characters long."
    private static bool IsSubject(string subject) =>
        subject.Length is > 0 and < 100 && subject.All(c => c is >= ' ' and < '\x7f') && subject[0] != ' ';
}
