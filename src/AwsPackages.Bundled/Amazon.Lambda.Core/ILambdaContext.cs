namespace Amazon.Lambda.Core;

/// <summary>What the Lambda service tells about one invocation (Lambda developer guide, "Using the Lambda context object").</summary>
public interface ILambdaContext
{
    /// <summary>The id of the request; a retry of the same event has another one.</summary>
    string AwsRequestId { get; }

    /// <summary>The function's name, from <c>AWS_LAMBDA_FUNCTION_NAME</c>; null outside Lambda.</summary>
    string FunctionName { get; }

    /// <summary>The version that runs, from <c>AWS_LAMBDA_FUNCTION_VERSION</c>; null outside Lambda.</summary>
    string FunctionVersion { get; }

    /// <summary>The ARN that the caller named, with the alias or version if it named one.</summary>
    string InvokedFunctionArn { get; }

    /// <summary>Writes to the function's log.</summary>
    ILambdaLogger Logger { get; }

    /// <summary>The CloudWatch log group; null outside Lambda.</summary>
    string LogGroupName { get; }

    /// <summary>The CloudWatch log stream of this instance; null outside Lambda.</summary>
    string LogStreamName { get; }

    /// <summary>The configured memory in MB; 0 outside Lambda.</summary>
    int MemoryLimitInMB { get; }

    /// <summary>The time until Lambda ends the invocation; never negative.</summary>
    TimeSpan RemainingTime { get; }

    /// <summary>The X-Ray trace id of the invocation; empty if it is not traced.</summary>
    string TraceId => string.Empty;
}
