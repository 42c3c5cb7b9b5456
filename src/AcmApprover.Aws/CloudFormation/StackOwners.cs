using AcmApprover.Aws.Client;
using AcmApprover.Identifiers;
using AcmApprover.Migration.Code;
using Amazon.Runtime;

namespace AcmApprover.Aws.CloudFormation;

/// <summary>
/// The stacks that own resources, in one region of one account. Needs <c>cloudformation:DescribeStackResources</c> and
/// <c>cloudformation:GetTemplate</c>.
/// </summary>
/// <param name="session">Whose stacks, and where.</param>
public sealed class StackOwners(AwsSession session) : IDisposable
{
    private readonly AwsClient client = new(CloudFormationStack.Service, session);

    /// <summary>The stack that owns a certificate, and the certificate in its template; null if none does.</summary>
    /// <exception cref="TemporarilyUnavailableException">CloudFormation did not answer in time, or is throttling.</exception>
    /// <exception cref="AmazonServiceException">The caller may not look.</exception>
    public async Task<StackCertificate?> FindAsync(CertificateArn certificate, CancellationToken cancellationToken)
    {
        XmlAnswer? resource;
        try
        {
            var answer = await RunAsync(
                new AwsCall("DescribeStackResources") { Parameters = [("PhysicalResourceId", certificate.ToString())] },
                cancellationToken
            );
            resource = answer
                .Xml.Member("DescribeStackResourcesResult")
                ?.List("StackResources")
                .FirstOrDefault(each => each.Text("PhysicalResourceId") == certificate.ToString());
        }
        catch (AmazonServiceException e) when (e.ErrorCode == "ValidationError")
        {
            // "Stack for … does not exist": no stack has such a resource.
            return null;
        }

        return resource is not null && resource.Text("StackName") is { } stack && resource.Text("LogicalResourceId") is { } logicalId
            ? new StackCertificate(stack, logicalId, resource.Text("ResourceStatus") ?? "")
            {
                Deployed = StackTemplate.Find(await TemplateAsync(stack, cancellationToken), logicalId),
            }
            : null;
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    /// <summary>The template after its transforms: a SAM template shows its certificates like any other.</summary>
    private async Task<string> TemplateAsync(string stack, CancellationToken cancellationToken)
    {
        var call = new AwsCall("GetTemplate") { Parameters = [("StackName", stack), ("TemplateStage", "Processed")] };
        return (await RunAsync(call, cancellationToken)).Xml.Member("GetTemplateResult")?.Text("TemplateBody") ?? "";
    }

    private Task<AwsAnswer> RunAsync(AwsCall call, CancellationToken cancellationToken) =>
        AwsCalls.RunAsync($"CloudFormation in {session.Region}", token => client.CallAsync(call, token), cancellationToken);
}
