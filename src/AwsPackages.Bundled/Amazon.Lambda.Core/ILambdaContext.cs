namespace Amazon.Lambda.Core;

/// <summary>What the Lambda service tells about one invocation (Lambda developer guide, "Using the Lambda context object").</summary>
public interface ILambdaContext
{
    /// <summary>The id of the request; a retry of the same event has another one.</summary>
    string AwsRequestId { get; }

    /// <summary>The ARN that the caller named, with the alias or version if it named one.</summary>
    string InvokedFunctionArn { get; }

    /// <summary>The time until Lambda ends the invocation; never negative.</summary>
    TimeSpan RemainingTime { get; }

    /// <summary>The X-Ray trace id of the invocation; empty if it is not traced.</summary>
    string TraceId => string.Empty;
}
