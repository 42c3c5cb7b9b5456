using System.Net;
using System.Text.Json.Nodes;

namespace AcmApprover.Simulator.S3;

/// <summary>What S3 sends of a stored object (S3 user guide, notification-content-structure), as far as anybody reads it.</summary>
public static class S3Event
{
    /// <summary>The event, JSON.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="key">The key, as it is.</param>
    /// <param name="size">The object's size in bytes.</param>
    /// <param name="region">The bucket's region.</param>
    public static string Stored(string bucket, string key, int size, string region = "eu-west-1") =>
        new JsonObject
        {
            ["Records"] = new JsonArray(
                new JsonObject
                {
                    ["eventVersion"] = "2.1",
                    ["eventSource"] = "aws:s3",
                    ["awsRegion"] = region,
                    ["eventTime"] = DateTimeOffset.UtcNow.UtcDateTime,
                    ["eventName"] = "ObjectCreated:Put",
                    ["s3"] = new JsonObject
                    {
                        ["s3SchemaVersion"] = "1.0",
                        ["bucket"] = new JsonObject { ["name"] = bucket, ["arn"] = $"arn:aws:s3:::{bucket}" },
                        ["object"] = new JsonObject { ["key"] = WebUtility.UrlEncode(key), ["size"] = size },
                    },
                }
            ),
        }.ToJsonString();

    /// <summary>The event as EventBridge hands it on (S3 user guide, ev-events), JSON.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="key">The key, as it is.</param>
    /// <param name="size">The object's size in bytes.</param>
    /// <param name="region">The bucket's region.</param>
    public static string StoredByEventBridge(string bucket, string key, int size, string region = "eu-west-1") =>
        new JsonObject
        {
            ["version"] = "0",
            ["id"] = Guid.NewGuid().ToString(),
            ["detail-type"] = "Object Created",
            ["source"] = "aws.s3",
            ["account"] = "111122223333",
            ["time"] = DateTimeOffset.UtcNow.UtcDateTime,
            ["region"] = region,
            ["resources"] = new JsonArray($"arn:aws:s3:::{bucket}"),
            ["detail"] = new JsonObject
            {
                ["version"] = "0",
                ["bucket"] = new JsonObject { ["name"] = bucket },
                ["object"] = new JsonObject { ["key"] = key, ["size"] = size },
                ["request-id"] = "0000000000000000",
                ["requester"] = "111122223333",
                ["reason"] = "PutObject",
            },
        }.ToJsonString();
}
