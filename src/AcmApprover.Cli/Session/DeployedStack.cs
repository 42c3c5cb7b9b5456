using AcmApprover.Aws.Client;
using AcmApprover.Aws.CloudFormation;
using AcmApprover.Aws.LambdaFunctions;
using AcmApprover.Cli.Terminal;
using AcmApprover.Hosting.Configuration;
using AcmApprover.Identifiers;
using Amazon.Runtime;

namespace AcmApprover.Cli.Session;

/// <summary>A deployed stack, as CloudFormation and Lambda describe it.</summary>
internal sealed record DeployedStack
{
    private const string Prefix = "ACM_APPROVER_";

    /// <summary>The stack's name.</summary>
    internal required string Name { get; init; }

    /// <summary>The bucket of the mails and of the records.</summary>
    internal required string Bucket { get; init; }

    /// <summary>What the mails' keys begin with.</summary>
    internal required string MailPrefix { get; init; }

    /// <summary>The function's name.</summary>
    internal required string Function { get; init; }

    /// <summary>The URL of the dead-letter queue; null where the stack has no such output.</summary>
    internal required string? DeadLetters { get; init; }

    /// <summary>The settings of the function.</summary>
    internal required Settings Settings { get; init; }

    /// <summary>Reads it. Needs <c>cloudformation:DescribeStacks</c> and <c>lambda:GetFunctionConfiguration</c>.</summary>
    /// <param name="name">The stack's name, or ARN.</param>
    /// <param name="session">With what and where AWS is asked.</param>
    /// <param name="host">The environment, whose settings are passed over with a note.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="CommandException">There is no such stack, or it is another program's.</exception>
    internal static async Task<DeployedStack> ReadAsync(
        string name,
        AwsSession session,
        CommandHost host,
        CancellationToken cancellationToken
    )
    {
        using var stack = new CloudFormationStack(name, session);
        var described =
            await stack.DescribeAsync(cancellationToken)
            ?? throw new CommandException(
                $"there is no stack '{name}' in {session.Region}",
                "aws cloudformation list-stacks shows those that there are; give --region and --profile of the one that you mean"
            );
        var functionName = Output("FunctionName");
        var configured = await ConfigurationOfAsync(functionName, session, cancellationToken);
        PassOver(host);
        var bucket = Output("MailBucketName");
        var settings = Settings.Read(configured.Variables) with { Bucket = bucket };
        return new DeployedStack
        {
            Name = name,
            Bucket = bucket,
            MailPrefix = described.Parameters.GetValueOrDefault("MailPrefix", ""),
            Function = functionName,
            DeadLetters = described.Outputs.GetValueOrDefault("DeadLetterQueueUrl"),
            // The function's own account, and not the caller's, where no list is set.
            Settings =
                settings is { Accounts: null, Organization: null } && AccountId.TryParse(configured.Arn.Split(':')[4], out var own)
                    ? settings with
                    {
                        Accounts = [own],
                    }
                    : settings,
        };

        string Output(string output) =>
            described.Outputs.GetValueOrDefault(output)
            ?? throw new CommandException(
                $"the stack '{name}' ({described.Status}) has no output {output}",
                "give the name of a stack that was made of AcmApprover's template, and whose deployment is complete"
            );
    }

    private static async Task<FunctionConfiguration> ConfigurationOfAsync(
        string name,
        AwsSession session,
        CancellationToken cancellationToken
    )
    {
        using var function = new LambdaFunction(name, session);
        try
        {
            return await function.DescribeAsync(cancellationToken);
        }
        catch (AmazonServiceException e) when (e.ErrorCode == "ResourceNotFoundException")
        {
            throw new CommandException($"the function {name} of the stack is gone", "deploy the stack again", innerException: e);
        }
    }

    private static void PassOver(CommandHost host)
    {
        var names = host.Environment.Keys.Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        if (names.Count > 0)
        {
            host.Error.WriteLine($"note: {string.Join(", ", names)} of the environment {(names.Count == 1 ? "is" : "are")} passed over");
        }
    }
}
