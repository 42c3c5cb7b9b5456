using System.Xml.Linq;
using AcmApprover.Simulator.Aws;
using AcmApprover.Simulator.Http;

namespace AcmApprover.Simulator.CloudFormation;

/// <summary>
/// CloudFormation: DescribeStacks of one stack, by its name, in the account and region that it was made in; the stack that owns a
/// resource, and its template.
/// </summary>
public sealed class SimulatedCloudFormation : SimulatedAwsService
{
    private static readonly XNamespace Namespace = "http://cloudformation.amazonaws.com/doc/2010-05-15/";
    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private readonly Dictionary<(string Account, string Region, string Name), XElement> stacks = [];
    private readonly Dictionary<(string Account, string Region, string PhysicalId), OwnedResource> resources = [];
    private readonly Dictionary<(string Account, string Region, string Stack), string> templates = [];

    internal SimulatedCloudFormation(Accounts accounts, TimeProvider time)
        : base(ServiceName.CloudFormation, accounts, "cloudformation") => this.time = time;

    /// <summary>Makes a stack, or updates it.</summary>
    /// <param name="account">Twelve digits.</param>
    /// <param name="region">The region.</param>
    /// <param name="name">The stack's name.</param>
    /// <param name="outputs">Its outputs; a stack whose creation is not complete has none.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="status">Its status.</param>
    public void Deploy(
        string account,
        string region,
        string name,
        IReadOnlyDictionary<string, string> outputs,
        IReadOnlyDictionary<string, string> parameters,
        string status = "CREATE_COMPLETE"
    )
    {
        var stack = new XElement(
            Namespace + "member",
            new XElement(Namespace + "StackName", name),
            new XElement(Namespace + "StackId", $"arn:aws:cloudformation:{region}:{account}:stack/{name}/{NewId()}"),
            new XElement(Namespace + "CreationTime", time.GetUtcNow().UtcDateTime),
            new XElement(Namespace + "StackStatus", status),
            new XElement(Namespace + "DisableRollback", false),
            new XElement(Namespace + "Parameters", parameters.Select(p => Pair("ParameterKey", p.Key, "ParameterValue", p.Value)))
        );
        if (outputs.Count > 0)
        {
            stack.Add(new XElement(Namespace + "Outputs", outputs.Select(o => Pair("OutputKey", o.Key, "OutputValue", o.Value))));
        }

        lock (gate)
        {
            stacks[(account, region, name)] = stack;
        }
    }

    /// <summary>Has a stack own a resource, as it was deployed from a template.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="template">The template's text.</param>
    public void Own(OwnedResource resource, string template)
    {
        lock (gate)
        {
            resources[(resource.Account, resource.Region, resource.PhysicalId)] = resource;
            templates[(resource.Account, resource.Region, resource.Stack)] = template;
        }
    }

    internal override string OperationOf(SimulatedRequest request) => QueryOperation(request);

    internal override SimulatedResponse Error(int status, string code, string message) => XmlError(Namespace, status, code, message);

    internal override SimulatedResponse Throttled() => Error(400, "Throttling", "Rate exceeded");

    private protected override SimulatedResponse Answer(SimulatedRequest request, Caller caller)
    {
        var name = request.Form.GetValueOrDefault("StackName", "");
        if (request.Operation == "DescribeStackResources")
        {
            return DescribeResource(request.Form.GetValueOrDefault("PhysicalResourceId", ""), caller);
        }

        if (request.Operation == "GetTemplate")
        {
            lock (gate)
            {
                return templates.TryGetValue((caller.Account, caller.Region, name), out var template)
                    ? Xml(Namespace, "GetTemplate", new XElement(Namespace + "TemplateBody", template))
                    : Error(400, "ValidationError", $"Stack with id {name} does not exist");
            }
        }

        if (request.Operation != "DescribeStacks" || name.Length == 0)
        {
            return NotSimulated(request);
        }

        lock (gate)
        {
            return stacks.TryGetValue((caller.Account, caller.Region, name), out var stack)
                ? Xml(Namespace, "DescribeStacks", new XElement(Namespace + "Stacks", stack))
                : Error(400, "ValidationError", $"Stack with id {name} does not exist");
        }
    }

    private SimulatedResponse DescribeResource(string physicalId, Caller caller)
    {
        lock (gate)
        {
            return resources.TryGetValue((caller.Account, caller.Region, physicalId), out var resource)
                ? Xml(
                    Namespace,
                    "DescribeStackResources",
                    new XElement(
                        Namespace + "StackResources",
                        new XElement(
                            Namespace + "member",
                            new XElement(Namespace + "StackName", resource.Stack),
                            new XElement(Namespace + "LogicalResourceId", resource.LogicalId),
                            new XElement(Namespace + "PhysicalResourceId", physicalId),
                            new XElement(Namespace + "ResourceType", "AWS::CertificateManager::Certificate"),
                            new XElement(Namespace + "ResourceStatus", resource.Status)
                        )
                    )
                )
                : Error(400, "ValidationError", $"Stack for {physicalId} does not exist");
        }
    }

    private static XElement Pair(string keyName, string key, string valueName, string value) =>
        new(Namespace + "member", new XElement(Namespace + keyName, key), new XElement(Namespace + valueName, value));
}
