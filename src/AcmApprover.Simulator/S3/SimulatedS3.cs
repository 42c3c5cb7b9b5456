using System.Globalization;
using System.Text;
using System.Xml.Linq;
using AcmApprover.Simulator.Aws;
using AcmApprover.Simulator.Http;

namespace AcmApprover.Simulator.S3;

/// <summary>
/// Object storage in memory, path style: PutObject with If-None-Match and If-Match, GetObject with Range, HeadObject, DeleteObject,
/// ListObjectsV2. Errors, headers and XML as in the S3 API reference.
/// </summary>
public sealed class SimulatedS3 : SimulatedAwsService
{
    private static readonly XNamespace Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";
    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private readonly Dictionary<string, SortedDictionary<string, StoredObject>> buckets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> policies = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> notifications = new(StringComparer.Ordinal);

    internal SimulatedS3(Accounts accounts, TimeProvider time)
        : base(ServiceName.S3, accounts, "s3") => this.time = time;

    /// <summary>Gives a bucket a policy, in JSON; null takes it away.</summary>
    public void SetPolicy(string bucket, string? policy)
    {
        lock (gate)
        {
            policies.Remove(bucket);
            if (policy is not null)
            {
                policies[bucket] = policy;
            }
        }
    }

    /// <summary>Says where a bucket sends its events, in S3's XML (S3 API reference, NotificationConfiguration).</summary>
    public void SetNotification(string bucket, string configuration)
    {
        lock (gate)
        {
            notifications[bucket] = configuration;
        }
    }

    /// <summary>Whether a bucket invokes a function itself for an object that is stored.</summary>
    internal bool TellsFunctionOf(string bucket, string key) =>
        NotificationOf(bucket)
            .Elements("CloudFunctionConfiguration")
            .Select(function => function.Descendants("FilterRule").FirstOrDefault(rule => rule.Element("Name")?.Value == "prefix"))
            .Any(rule => key.StartsWith(rule?.Element("Value")?.Value ?? "", StringComparison.Ordinal));

    /// <summary>Whether a bucket tells EventBridge of every object that is stored.</summary>
    internal bool TellsEventBridge(string bucket) => NotificationOf(bucket).Element("EventBridgeConfiguration") is not null;

    private XElement NotificationOf(string bucket)
    {
        lock (gate)
        {
            return XElement.Parse(notifications.GetValueOrDefault(bucket, "<NotificationConfiguration/>"));
        }
    }

    /// <summary>Adds an empty bucket, if it is not there yet.</summary>
    public void AddBucket(string bucket)
    {
        lock (gate)
        {
            buckets.TryAdd(bucket, new SortedDictionary<string, StoredObject>(StringComparer.Ordinal));
        }
    }

    /// <summary>Stores an object as a delivery would. The bytes are kept, not copied: many objects can share them.</summary>
    /// <param name="bucket">A bucket added before.</param>
    /// <param name="key">The key, as it is (not URL-encoded).</param>
    /// <param name="body">The object.</param>
    /// <param name="lastModified">When it was stored; null for now.</param>
    public void Put(string bucket, string key, ReadOnlyMemory<byte> body, DateTimeOffset? lastModified = null)
    {
        var stored = new StoredObject(body, "application/octet-stream", lastModified ?? time.GetUtcNow());
        lock (gate)
        {
            buckets[bucket][key] = stored;
        }
    }

    /// <summary>An object, or null where there is none.</summary>
    public StoredObject? Find(string bucket, string key)
    {
        lock (gate)
        {
            return buckets[bucket].GetValueOrDefault(key);
        }
    }

    /// <summary>The objects of a bucket whose keys begin with a prefix, in the order of their keys.</summary>
    public IReadOnlyList<KeyValuePair<string, StoredObject>> Objects(string bucket, string prefix = "")
    {
        lock (gate)
        {
            return [.. buckets[bucket].Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal))];
        }
    }

    internal override string OperationOf(SimulatedRequest request)
    {
        var (_, key) = BucketAndKey(request);
        return (request.Method, key) switch
        {
            ("GET", "") when request.Query.GetValueOrDefault("list-type") == "2" => "ListObjectsV2",
            ("GET", "") when request.Query.ContainsKey("policy") => "GetBucketPolicy",
            ("GET", "") when request.Query.ContainsKey("notification") => "GetBucketNotificationConfiguration",
            ("GET", not "") => "GetObject",
            ("HEAD", not "") => "HeadObject",
            ("PUT", not "") => "PutObject",
            ("DELETE", not "") => "DeleteObject",
            _ => "",
        };
    }

    internal override SimulatedResponse Error(int status, string code, string message) =>
        Document(
            status,
            new XElement("Error", new XElement("Code", code), new XElement("Message", message), new XElement("RequestId", NewId()))
        );

    internal override SimulatedResponse Throttled() => Error(503, "SlowDown", "Please reduce your request rate.");

    private protected override SimulatedResponse Answer(SimulatedRequest request, Caller caller)
    {
        var (bucket, key) = BucketAndKey(request);
        lock (gate)
        {
            if (!buckets.TryGetValue(bucket, out var objects))
            {
                return Error(404, "NoSuchBucket", $"The specified bucket does not exist: {bucket}");
            }

            return request.Operation switch
            {
                "PutObject" => PutObject(objects, key, request),
                "GetObject" or "HeadObject" => GetObject(objects, key, request),
                "DeleteObject" => DeleteObject(objects, key),
                "ListObjectsV2" => ListObjects(bucket, objects, request),
                "GetBucketPolicy" => policies.TryGetValue(bucket, out var policy)
                    ? SimulatedResponse.Of(200, "application/json", policy)
                    : Error(404, "NoSuchBucketPolicy", "The bucket policy does not exist"),
                "GetBucketNotificationConfiguration" => SimulatedResponse.Of(
                    200,
                    "application/xml",
                    notifications.GetValueOrDefault(bucket, "<NotificationConfiguration/>")
                ),
                _ => NotSimulated(request),
            };
        }
    }

    private SimulatedResponse PutObject(SortedDictionary<string, StoredObject> objects, string key, SimulatedRequest request)
    {
        var (body, problem) = S3Body.Read(request);
        if (body is null)
        {
            return Error(400, "InvalidRequest", problem);
        }

        objects.TryGetValue(key, out var there);
        if (request.Header("If-None-Match") is { } ifNoneMatch)
        {
            if (ifNoneMatch != "*")
            {
                return Error(501, "NotImplemented", "A header you provided implies functionality that is not implemented: If-None-Match");
            }

            if (there is not null)
            {
                return PreconditionFailed("If-None-Match");
            }
        }

        if (request.Header("If-Match") is { } ifMatch)
        {
            if (there is null)
            {
                return NoSuchKey(key);
            }

            if (there.ETag.Trim('"') != ifMatch.Trim('"'))
            {
                return PreconditionFailed("If-Match");
            }
        }

        var stored = new StoredObject(body.Value, request.Header("Content-Type") ?? "binary/octet-stream", time.GetUtcNow());
        objects[key] = stored;
        return new SimulatedResponse(200, null, default) { Headers = new Dictionary<string, string> { ["ETag"] = stored.ETag } };
    }

    private SimulatedResponse GetObject(SortedDictionary<string, StoredObject> objects, string key, SimulatedRequest request)
    {
        if (!objects.TryGetValue(key, out var stored))
        {
            return NoSuchKey(key);
        }

        var headers = new Dictionary<string, string>
        {
            ["ETag"] = stored.ETag,
            ["Last-Modified"] = stored.LastModified.ToString("R", CultureInfo.InvariantCulture),
            ["Accept-Ranges"] = "bytes",
        };
        var (status, body) = (200, stored.Body);
        if (request.Header("Range") is { } range)
        {
            if (
                range.Split('=', '-') is not ["bytes", var first, var last]
                || !int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            )
            {
                return Error(501, "NotImplemented", $"the range {range} is not simulated");
            }

            if (from >= body.Length)
            {
                return Error(416, "InvalidRange", "The requested range is not satisfiable");
            }

            var to = long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var given)
                ? (int)Math.Min(given, body.Length - 1)
                : body.Length - 1;
            headers["Content-Range"] = $"bytes {from}-{to}/{body.Length}";
            (status, body) = (206, body[from..(to + 1)]);
        }

        if (request.Operation == "GetObject")
        {
            stored.CountServed(body.Length);
        }

        return new SimulatedResponse(status, stored.ContentType, body) { Headers = headers };
    }

    private static SimulatedResponse DeleteObject(SortedDictionary<string, StoredObject> objects, string key)
    {
        objects.Remove(key);
        return new SimulatedResponse(204, null, default);
    }

    private SimulatedResponse ListObjects(string bucket, SortedDictionary<string, StoredObject> objects, SimulatedRequest request)
    {
        if (request.Query.ContainsKey("delimiter"))
        {
            return Error(501, "NotImplemented", "listing with a delimiter is not simulated");
        }

        var prefix = request.Query.GetValueOrDefault("prefix", "");
        var token = request.Query.GetValueOrDefault("continuation-token");
        var after = token is null
            ? request.Query.GetValueOrDefault("start-after", "")
            : Encoding.UTF8.GetString(Convert.FromBase64String(token));
        var most = int.Parse(request.Query.GetValueOrDefault("max-keys", "1000"), CultureInfo.InvariantCulture);
        Func<string, string> encoded =
            request.Query.GetValueOrDefault("encoding-type") == "url"
                ? text => Uri.EscapeDataString(text).Replace("%2F", "/", StringComparison.Ordinal)
                : text => text;

        var rest = objects
            .Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(entry.Key, after) > 0)
            .Take(most + 1)
            .ToList();
        var page = rest.Take(most).ToList();
        var result = new XElement(
            Namespace + "ListBucketResult",
            new XElement(Namespace + "Name", bucket),
            new XElement(Namespace + "Prefix", encoded(prefix)),
            new XElement(Namespace + "KeyCount", page.Count),
            new XElement(Namespace + "MaxKeys", most),
            new XElement(Namespace + "IsTruncated", rest.Count > page.Count),
            request.Query.ContainsKey("encoding-type") ? new XElement(Namespace + "EncodingType", "url") : null,
            rest.Count > page.Count && page.Count > 0
                ? new XElement(Namespace + "NextContinuationToken", Convert.ToBase64String(Encoding.UTF8.GetBytes(page[^1].Key)))
                : null,
            page.Select(entry => new XElement(
                Namespace + "Contents",
                new XElement(Namespace + "Key", encoded(entry.Key)),
                new XElement(
                    Namespace + "LastModified",
                    entry.Value.LastModified.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)
                ),
                new XElement(Namespace + "ETag", entry.Value.ETag),
                new XElement(Namespace + "Size", entry.Value.Body.Length),
                new XElement(Namespace + "StorageClass", "STANDARD")
            ))
        );
        return Document(200, result);
    }

    // S3 sends what it has to make first, errors and listings, in chunks.
    private static SimulatedResponse Document(int status, XElement content) =>
        SimulatedResponse.Of(status, "application/xml", content.ToString(SaveOptions.DisableFormatting)) with
        {
            IsChunked = true,
        };

    private SimulatedResponse NoSuchKey(string key) => Error(404, "NoSuchKey", $"The specified key does not exist: {key}");

    private SimulatedResponse PreconditionFailed(string condition) =>
        Error(412, "PreconditionFailed", $"At least one of the pre-conditions you specified did not hold: {condition}");

    private static (string Bucket, string Key) BucketAndKey(SimulatedRequest request) =>
        request.Path.TrimStart('/').Split('/', 2) is [var bucket, var key] ? (bucket, key) : (request.Path.TrimStart('/'), "");
}
