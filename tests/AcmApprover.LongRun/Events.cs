using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace AcmApprover.LongRun;

/// <summary>The events that the function gets on the way of one mail: from S3, and from the retry queue.</summary>
internal static class Events
{
    /// <summary>What S3 sends (S3 user guide, "Event message structure").</summary>
    public static string Stored(string bucket, string key) =>
        new JsonObject
        {
            ["Records"] = new JsonArray(
                new JsonObject
                {
                    ["eventVersion"] = "2.1",
                    ["eventSource"] = "aws:s3",
                    ["awsRegion"] = "eu-west-1",
                    ["eventTime"] = "2026-11-23T22:00:00.000Z",
                    ["eventName"] = "ObjectCreated:Put",
                    ["s3"] = new JsonObject
                    {
                        ["s3SchemaVersion"] = "1.0",
                        ["bucket"] = new JsonObject { ["name"] = bucket, ["arn"] = $"arn:aws:s3:::{bucket}" },
                        ["object"] = new JsonObject
                        {
                            ["key"] = WebUtility.UrlEncode(key),
                            ["size"] = 1,
                            ["sequencer"] = "0055AED6DCD90281E5",
                        },
                    },
                }
            ),
        }.ToJsonString();

    /// <summary>
    /// What SQS hands to the function of a message that Lambda's failure destination wrote (Lambda developer guide, "Using Lambda with
    /// Amazon SQS" and "Retaining records of asynchronous invocations").
    /// </summary>
    public static string Queued(string stored, string messageId, int receives) =>
        new JsonObject
        {
            ["Records"] = new JsonArray(
                new JsonObject
                {
                    ["messageId"] = messageId,
                    ["receiptHandle"] = "receipt",
                    ["body"] = new JsonObject
                    {
                        ["version"] = "1.0",
                        ["timestamp"] = "2026-11-23T22:03:10.000Z",
                        ["requestContext"] = new JsonObject
                        {
                            ["requestId"] = messageId,
                            ["functionArn"] = $"arn:aws:lambda:eu-west-1:{Accounts.Own}:function:acm-approver:$LATEST",
                            ["condition"] = "RetriesExhausted",
                            ["approximateInvokeCount"] = 3,
                        },
                        ["requestPayload"] = JsonNode.Parse(stored),
                        ["responseContext"] = new JsonObject { ["statusCode"] = 200, ["functionError"] = "Unhandled" },
                        ["responsePayload"] = new JsonObject
                        {
                            ["errorType"] = "MailsNotHandledException",
                            ["errorMessage"] = "not handled",
                        },
                    }.ToJsonString(),
                    ["attributes"] = new JsonObject
                    {
                        ["ApproximateReceiveCount"] = receives.ToString(CultureInfo.InvariantCulture),
                        ["SentTimestamp"] = "1795471390000",
                        ["SenderId"] = "AIDAEXAMPLE",
                        ["ApproximateFirstReceiveTimestamp"] = "1795471390000",
                    },
                    ["messageAttributes"] = new JsonObject(),
                    ["md5OfBody"] = "0",
                    ["eventSource"] = "aws:sqs",
                    ["eventSourceARN"] = $"arn:aws:sqs:eu-west-1:{Accounts.Own}:retry",
                    ["awsRegion"] = "eu-west-1",
                }
            ),
        }.ToJsonString();
}
