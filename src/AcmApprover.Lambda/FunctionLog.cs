using System.Buffers;
using System.Text.Json;
using AcmApprover.Approval;
using AcmApprover.Approval.Actions;
using AcmApprover.Approval.Records;
using AcmApprover.Approval.Verdicts;

namespace AcmApprover.Lambda;

/// <summary>
/// What the function writes to standard output, a JSON object a line: one for each decision or failure, and CloudWatch's
/// embedded metric format (CloudWatch user guide, CloudWatch_Embedded_Metric_Format_Specification). Every metric has the stack's name
/// as its first dimension, so that two stacks in an account do not sound each other's alarms.
/// </summary>
internal sealed class FunctionLog(Stream output, string stack, TimeProvider time)
{
    private const string Namespace = "AcmApprover";

    private readonly Lock gate = new();

    /// <summary>Logs that the function has started: the first line of an instance's log.</summary>
    internal void Started() =>
        Line(
            "info",
            requestId: null,
            json =>
            {
                json.WriteString("message", $"acm-approver {ProgramVersion.Current} has started");
                json.WriteString("version", ProgramVersion.Current);
            }
        );

    /// <summary>Logs a decision, and counts it if it was for real.</summary>
    internal void Decided(Decision decision)
    {
        Line(
            "info",
            decision.RequestId,
            json =>
            {
                json.WriteString("message", $"{decision.Outcome}: {decision.Mail.Key}");
                json.WritePropertyName("decision");
                JsonSerializer.Serialize(json, decision, DecisionJson.Default.Decision);
            }
        );
        if (!decision.DryRun)
        {
            Count(decision);
        }
    }

    /// <summary>Logs a mail that could not be handled, and, where it was decided but not told, the decision.</summary>
    internal void Failed(string requestId, string what, Exception problem, NotToldException? notTold)
    {
        if (notTold is not null)
        {
            Decided(notTold.Decision);
        }

        if (notTold?.Problem is NobodyListensException)
        {
            Metrics([("UndeliveredNotices", "Count", 1)]);
        }

        Failed(requestId, what, problem);
    }

    /// <summary>Logs a mail or an event that could not be handled.</summary>
    internal void Failed(string requestId, string what, Exception problem) =>
        Line(
            "error",
            requestId,
            json =>
            {
                json.WriteString("message", $"{what} could not be handled: {problem.Message}");
                json.WriteString("error", problem.GetType().Name);
            }
        );

    private void Count(Decision decision)
    {
        var outcome = decision.Outcome.ToString();
        var isReferral = decision.Outcome == Outcome.Referred;
        var isAlert = decision.Severity == Names.Of(Severity.Alert);
        var isApproval = decision.Outcome == Outcome.Approved;
        List<(string Name, string Unit, long Value)> totals = [("MailsSeen", "Count", 1)];
        if (isReferral)
        {
            totals.Add(("Referrals", "Count", 1));
        }

        if (isAlert)
        {
            totals.Add(("Alerts", "Count", 1));
        }

        if (isApproval)
        {
            totals.Add(("ApprovalLatency", "Milliseconds", (long)(decision.DecidedAt - decision.Mail.ReceivedAt).TotalMilliseconds));
        }

        Metrics(totals);
        Metrics([("Mails", "Count", 1)], ("Outcome", outcome));
        foreach (var reason in decision.Reasons)
        {
            Metrics([("Mails", "Count", 1)], ("Outcome", outcome), ("Reason", reason.Code));
        }
    }

    private void Metrics(
        IReadOnlyList<(string Name, string Unit, long Value)> metrics,
        params IReadOnlyList<(string Name, string Value)> more
    )
    {
        (string Name, string Value)[] dimensions = [("Stack", stack), .. more];
        Write(json =>
        {
            json.WriteStartObject("_aws");
            json.WriteNumber("Timestamp", time.GetUtcNow().ToUnixTimeMilliseconds());
            json.WriteStartArray("CloudWatchMetrics");
            json.WriteStartObject();
            json.WriteString("Namespace", Namespace);
            json.WriteStartArray("Dimensions");
            json.WriteStartArray();
            foreach (var (name, _) in dimensions)
            {
                json.WriteStringValue(name);
            }

            json.WriteEndArray();
            json.WriteEndArray();
            json.WriteStartArray("Metrics");
            foreach (var (name, unit, _) in metrics)
            {
                json.WriteStartObject();
                json.WriteString("Name", name);
                json.WriteString("Unit", unit);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            foreach (var (name, value) in dimensions)
            {
                json.WriteString(name, value);
            }

            foreach (var (name, _, value) in metrics)
            {
                json.WriteNumber(name, value);
            }
        });
    }

    private void Line(string level, string? requestId, Action<Utf8JsonWriter> members) =>
        Write(json =>
        {
            json.WriteString("timestamp", time.GetUtcNow().UtcDateTime);
            json.WriteString("level", level);
            if (requestId is not null)
            {
                json.WriteString("requestId", requestId);
            }

            members(json);
        });

    private void Write(Action<Utf8JsonWriter> members)
    {
        var line = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        line.Write("\n"u8);
        lock (gate)
        {
            output.Write(line.WrittenSpan);
            output.Flush();
        }
    }
}
