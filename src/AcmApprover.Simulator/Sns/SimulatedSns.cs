using System.Text;
using System.Xml.Linq;
using AcmApprover.Simulator.Aws;
using AcmApprover.Simulator.Http;

namespace AcmApprover.Simulator.Sns;

/// <summary>
/// Simple Notification Service: Publish to the topics that the driver added, within the service's limits on subject and message
/// (API reference, Publish).
/// </summary>
public sealed class SimulatedSns : AwsService
{
    private const int LargestMessage = 256 * 1024;
    private static readonly XNamespace Namespace = "http://sns.amazonaws.com/doc/2010-03-31/";
    private readonly Lock gate = new();
    private readonly HashSet<string> topics = new(StringComparer.Ordinal);
    private readonly List<PublishedMessage> messages = [];

    internal SimulatedSns(Accounts accounts)
        : base(ServiceName.Sns, accounts, "sns")
    {
    }

    /// <summary>What was published, oldest first.</summary>
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

    /// <summary>Adds a topic; publishing to any other is answered with NotFound.</summary>
    public void AddTopic(string topicArn)
    {
        lock (gate)
        {
            topics.Add(topicArn);
        }
    }

    internal override string OperationOf(SimulatedRequest request) => QueryOperation(request);

    internal override SimulatedResponse Error(int status, string code, string message) => XmlError(Namespace, status, code, message);

    private protected override SimulatedResponse Answer(SimulatedRequest request, Caller caller)
    {
        if (request.Operation != "Publish")
        {
            return NotSimulated(request);
        }

        var topic = request.Form.GetValueOrDefault("TopicArn", "");
        var subject = request.Form.GetValueOrDefault("Subject");
        var message = request.Form.GetValueOrDefault("Message", "");
        if (topic.Split(':') is not ["arn", _, "sns", var region, _, _] || region != caller.Region)
        {
            return Error(400, "InvalidParameter", $"Invalid parameter: TopicArn (asked in {caller.Region}: {topic})");
        }

        if (subject is not null && !IsSubject(subject))
        {
            return Error(400, "InvalidParameter", "Invalid parameter: Subject");
        }

        if (message.Length == 0)
        {
            return Error(400, "InvalidParameter", "Invalid parameter: Empty message");
        }

        if (Encoding.UTF8.GetByteCount(message) > LargestMessage)
        {
            return Error(400, "InvalidParameter", "Invalid parameter: Message too long");
        }

        lock (gate)
        {
            if (!topics.Contains(topic))
            {
                return Error(404, "NotFound", $"Topic does not exist: {topic}");
            }

            messages.Add(new PublishedMessage(topic, subject, message, caller.Account));
        }

        return Xml(Namespace, "Publish", new XElement(Namespace + "MessageId", NewId()));
    }

    // "ASCII text that begins with a letter, number, or punctuation mark; must not include line breaks or control characters; and
    // must be less than 100 characters long."
    private static bool IsSubject(string subject) =>
        subject.Length is > 0 and < 100 && subject.All(c => c is >= ' ' and < '\x7f') && subject[0] != ' ';
}
