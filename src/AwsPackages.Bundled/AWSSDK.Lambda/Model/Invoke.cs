using Amazon.Runtime;

namespace Amazon.Lambda.Model;

/// <summary>An event for a function (Lambda API reference, Invoke).</summary>
public class InvokeRequest : AmazonWebServiceRequest
{
    /// <summary>Name, partial ARN or ARN.</summary>
    public string FunctionName { get; set; }

    /// <summary>The event: JSON, at most 6 MB.</summary>
    public string Payload { get; set; }
}

/// <summary>What became of the event.</summary>
public class InvokeResponse : AmazonWebServiceResponse
{
    /// <summary>Set if the function failed; the payload then says how.</summary>
    public string FunctionError { get; set; }

    /// <summary>The answer, from its beginning.</summary>
    public MemoryStream Payload { get; set; }
}
