using Amazon.Runtime;

namespace Amazon.SimpleNotificationService.Model;

/// <summary>A message for a topic (SNS API reference, Publish).</summary>
public class PublishRequest : AmazonWebServiceRequest
{
    /// <summary>The topic; its region must be the client's.</summary>
    public string TopicArn { get; set; }

    /// <summary>The subject for mail subscriptions: ASCII, less than 100 characters, no line break; null for none.</summary>
    public string Subject { get; set; }

    /// <summary>The text: at most 256 KiB of UTF-8.</summary>
    public string Message { get; set; }
}

/// <summary>The message was taken.</summary>
public class PublishResponse : AmazonWebServiceResponse
{
    /// <summary>The id that SNS gave it.</summary>
    public string MessageId { get; set; }
}
