using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AcmApprover.Simulator.Aws;
using AcmApprover.Simulator.Http;

namespace AcmApprover.Simulator.Sqs;

/// <summary>
/// Simple Queue Service, standard queues: SendMessage, ReceiveMessage, DeleteMessage, ChangeMessageVisibilityBatch and
/// GetQueueAttributes. A message that was received stays hidden until its visibility timeout has passed (30 seconds unless the
/// receiver says otherwise) or it is deleted.
/// </summary>
public sealed class SimulatedSqs : SimulatedAwsService
{
    private const string Version = "1.0";
    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private readonly Dictionary<string, List<Message>> queues = new(StringComparer.Ordinal);

    internal SimulatedSqs(Accounts accounts, TimeProvider time)
        : base(ServiceName.Sqs, accounts, "sqs") => this.time = time;

    /// <summary>How many messages stay in sight when they are received, so that they come twice: a queue promises at least once.</summary>
    public int Repetitions { get; set; }

    /// <summary>Adds an empty queue.</summary>
    /// <returns>Its URL, as clients must give it.</returns>
    public string AddQueue(string account, string name)
    {
        var url = new Uri(Endpoint, $"/{account}/{name}").ToString();
        lock (gate)
        {
            queues.TryAdd(url, []);
        }

        return url;
    }

    /// <summary>Puts a message into a queue.</summary>
    public void Send(string queueUrl, string body)
    {
        lock (gate)
        {
            queues[queueUrl].Add(new Message(NewId(), body));
        }
    }

    /// <summary>The messages in a queue, the hidden ones too.</summary>
    public IReadOnlyList<string> Bodies(string queueUrl)
    {
        lock (gate)
        {
            return [.. queues[queueUrl].Select(message => message.Body)];
        }
    }

    internal override string OperationOf(SimulatedRequest request) => JsonOperation(request);

    internal override SimulatedResponse Error(int status, string code, string message) => JsonError(Version, status, code, message);

    internal override SimulatedResponse Throttled() => Error(400, "com.amazonaws.sqs#RequestThrottled", "Request is throttled.");

    private protected override SimulatedResponse Answer(SimulatedRequest request, Caller caller)
    {
        var input = JsonNode.Parse(request.Text)!.AsObject();
        lock (gate)
        {
            var url = (string?)input["QueueUrl"] ?? "";
            if (!queues.TryGetValue(url, out var queue))
            {
                return Error(400, "com.amazonaws.sqs#QueueDoesNotExist", $"The specified queue does not exist: {url}");
            }

            return request.Operation switch
            {
                "SendMessage" => SendMessage(queue, (string?)input["MessageBody"] ?? ""),
                "ReceiveMessage" => ReceiveMessage(queue, input),
                "DeleteMessage" => DeleteMessage(queue, (string?)input["ReceiptHandle"]),
                "ChangeMessageVisibilityBatch" => ChangeVisibility(queue, input["Entries"]!.AsArray()),
                "GetQueueAttributes" => GetQueueAttributes(queue),
                _ => NotSimulated(request),
            };
        }
    }

    private static SimulatedResponse SendMessage(List<Message> queue, string body)
    {
        var message = new Message(NewId(), body);
        queue.Add(message);
        return Json(Version, new JsonObject { ["MessageId"] = message.Id, ["MD5OfMessageBody"] = message.Md5 });
    }

    private SimulatedResponse ReceiveMessage(List<Message> queue, JsonObject input)
    {
        var now = time.GetUtcNow();
        var messages = new JsonArray();
        foreach (var message in queue.Where(message => message.VisibleAt <= now).Take((int?)input["MaxNumberOfMessages"] ?? 1))
        {
            message.VisibleAt = Repetitions-- > 0 ? now : now.AddSeconds((int?)input["VisibilityTimeout"] ?? 30);
            message.ReceiptHandle = NewId();
            messages.Add(
                new JsonObject
                {
                    ["MessageId"] = message.Id,
                    ["ReceiptHandle"] = message.ReceiptHandle,
                    ["MD5OfBody"] = message.Md5,
                    ["Body"] = message.Body,
                }
            );
        }

        return Json(Version, messages.Count == 0 ? [] : new JsonObject { ["Messages"] = messages });
    }

    private SimulatedResponse DeleteMessage(List<Message> queue, string? receiptHandle)
    {
        if (receiptHandle is null)
        {
            return Error(400, "com.amazonaws.sqs#ReceiptHandleIsInvalid", "ReceiptHandle is missing");
        }

        queue.RemoveAll(message => message.ReceiptHandle == receiptHandle);
        return Json(Version, []);
    }

    private SimulatedResponse ChangeVisibility(List<Message> queue, JsonArray entries)
    {
        var changed = new JsonArray();
        foreach (var entry in entries.OfType<JsonObject>())
        {
            var handle = (string?)entry["ReceiptHandle"];
            foreach (var message in queue.Where(message => message.ReceiptHandle == handle))
            {
                message.VisibleAt = time.GetUtcNow().AddSeconds((int?)entry["VisibilityTimeout"] ?? 0);
            }

            changed.Add(new JsonObject { ["Id"] = (string?)entry["Id"] });
        }

        return Json(Version, new JsonObject { ["Successful"] = changed, ["Failed"] = new JsonArray() });
    }

    private SimulatedResponse GetQueueAttributes(List<Message> queue)
    {
        var visible = queue.Count(message => message.VisibleAt <= time.GetUtcNow());
        return Json(
            Version,
            new JsonObject
            {
                ["Attributes"] = new JsonObject
                {
                    ["ApproximateNumberOfMessages"] = $"{visible}",
                    ["ApproximateNumberOfMessagesNotVisible"] = $"{queue.Count - visible}",
                },
            }
        );
    }

    private sealed record Message(string Id, string Body)
    {
        public DateTimeOffset VisibleAt { get; set; } = DateTimeOffset.MinValue;

        public string? ReceiptHandle { get; set; }

        [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5351", Justification = "The protocol's checksum, no security.")]
        public string Md5 => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(Body)));
    }
}
