using Amazon.Runtime;

namespace Amazon.Lambda.Model;

/// <summary>An event for a function (Lambda API reference, Invoke).</summary>
public class InvokeRequest : AmazonWebServiceRequest
{
    /// <summary>Name, partial ARN or ARN.</summary>
    public string FunctionName { get; set; }

    /// <summary>Null is <see cref="InvocationType.RequestResponse"/>.</summary>
    public InvocationType InvocationType { get; set; }

    /// <summary>Null is <see cref="LogType.None"/>.</summary>
    public LogType LogType { get; set; }

    /// <summary>The event: JSON, at most 6 MB (256 KB queued).</summary>
    public string Payload { get; set; }
}

/// <summary>What became of the event.</summary>
public class InvokeResponse : AmazonWebServiceResponse
{
    /// <summary>200, 202 for a queued event, 204 for a dry run.</summary>
    public int? StatusCode { get; set; }

    /// <summary>Set if the function failed; the payload then says how.</summary>
    public string FunctionError { get; set; }

    /// <summary>The last 4 KB of the log in Base64, if asked for.</summary>
    public string LogResult { get; set; }

    /// <summary>The answer, from its beginning.</summary>
    public MemoryStream Payload { get; set; }
}
