using AcmApprover.Aws.Client;
using Amazon.Runtime;

namespace AcmApprover.Aws.CloudFormation;

/// <summary>A stack of AWS CloudFormation.</summary>
/// <param name="name">Its name, or its ARN.</param>
/// <param name="session">With what and where CloudFormation is asked.</param>
public sealed class CloudFormationStack(string name, AwsSession session) : IDisposable
{
    internal static readonly AwsService Service = new()
    {
        Id = "CloudFormation",
        Prefix = "cloudformation",
        Version = "2010-05-15",
        Protocol = AwsProtocol.Query,
        IsFipsInGovCloud = true,
    };

    private readonly AwsClient client = new(Service, session);

    /// <summary>Describes the stack; null if there is none of that name. Needs <c>cloudformation:DescribeStacks</c>.</summary>
    /// <exception cref="AmazonServiceException">CloudFormation refused it: <c>AccessDenied</c>, <c>Throttling</c>, …</exception>
    public async Task<StackDescription?> DescribeAsync(CancellationToken cancellationToken)
    {
        var call = new AwsCall("DescribeStacks") { Parameters = [("StackName", name)] };
        try
        {
            var answer = await client.CallAsync(call, cancellationToken);
            var stack =
                answer.Xml.Member("DescribeStacksResult")?.List("Stacks").FirstOrDefault() ?? throw answer.Without("stack");
            return new StackDescription(
                stack.Text("StackStatus") ?? "",
                stack.List("Outputs").ToDictionary(o => o.Text("OutputKey") ?? "", o => o.Text("OutputValue") ?? ""),
                stack.List("Parameters").ToDictionary(p => p.Text("ParameterKey") ?? "", p => p.Text("ParameterValue") ?? "")
            );
        }
        catch (AmazonServiceException e)
            when (e.ErrorCode == "ValidationError" && e.Message.EndsWith("does not exist", StringComparison.Ordinal))
        {
            return null;
        }
    }

    /// <summary>Whether the stack made a resource. Needs <c>cloudformation:DescribeStackResources</c>.</summary>
    /// <param name="physicalId">What CloudFormation knows the resource by: of a role, its name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="AmazonServiceException">CloudFormation refused it: <c>AccessDenied</c>, <c>Throttling</c>, …</exception>
    public async Task<bool> OwnsAsync(string physicalId, CancellationToken cancellationToken)
    {
        var call = new AwsCall("DescribeStackResources") { Parameters = [("PhysicalResourceId", physicalId)] };
        try
        {
            var answer = await client.CallAsync(call, cancellationToken);
            return (answer.Xml.Member("DescribeStackResourcesResult")?.List("StackResources") ?? []).Any(resource =>
                resource.Text("PhysicalResourceId") == physicalId
                && (resource.Text("StackName") == name || resource.Text("StackId") == name)
            );
        }
        catch (AmazonServiceException e) when (e.ErrorCode == "ValidationError")
        {
            // No stack has such a resource.
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();
}

/// <summary>What CloudFormation says of a stack.</summary>
/// <param name="Status">Its status, such as <c>UPDATE_COMPLETE</c>.</param>
/// <param name="Outputs">The values of its outputs, by name.</param>
/// <param name="Parameters">The values of its parameters, by name; of one with NoEcho, asterisks.</param>
public sealed record StackDescription(
    string Status,
    IReadOnlyDictionary<string, string> Outputs,
    IReadOnlyDictionary<string, string> Parameters
);
