using AcmApprover.Simulator.Acm;
using AcmApprover.Simulator.ApprovalSite;
using AcmApprover.Simulator.Aws;
using AcmApprover.Simulator.CloudFormation;
using AcmApprover.Simulator.CloudWatch;
using AcmApprover.Simulator.Credentials;
using AcmApprover.Simulator.Dns;
using AcmApprover.Simulator.EventBridge;
using AcmApprover.Simulator.Faults;
using AcmApprover.Simulator.Http;
using AcmApprover.Simulator.Lambda;
using AcmApprover.Simulator.Organizations;
using AcmApprover.Simulator.Regions;
using AcmApprover.Simulator.Route53;
using AcmApprover.Simulator.S3;
using AcmApprover.Simulator.Ses;
using AcmApprover.Simulator.Sns;
using AcmApprover.Simulator.Sqs;
using AcmApprover.Simulator.Sts;

namespace AcmApprover.Simulator;

/// <summary>
/// The world around the approver, on loopback: the AWS services that it calls and Amazon's approval site, all behind real TLS, the
/// site behind a proxy too; and the Runtime API that drives a function process, in clear as on Lambda. It holds nothing but what the
/// driver puts into it, and refuses the rest.
/// </summary>
public sealed class SimulatedWorld : IAsyncDisposable
{
    private readonly WorldOptions options;
    private readonly SimulatedAuthority authority = new(TimeProvider.System.GetUtcNow());
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("acm-approver-");
    private readonly ServiceHost host;

    private SimulatedWorld(WorldOptions options)
    {
        this.options = options;
        Accounts.Add(options.Account);
        Limits = new RateLimits(options.Time);
        S3 = new SimulatedS3(Accounts, options.Time);
        Acm = new SimulatedAcm(Accounts, Regions, options.Time);
        Organizations = new SimulatedOrganizations(Accounts);
        AccountManagement = new SimulatedAccountManagement(Accounts, Regions);
        Ec2 = new SimulatedEc2(Accounts, Regions);
        Sts = new SimulatedSts(Accounts, options.Time);
        Sns = new SimulatedSns(Accounts);
        Sqs = new SimulatedSqs(Accounts, options.Time);
        Sso = new SimulatedSso(Accounts, options.Time);
        Metadata = new SimulatedMetadata(Accounts, options);
        CloudFormation = new SimulatedCloudFormation(Accounts, options.Time);
        Functions = new SimulatedFunctions(Accounts);
        Ses = new SimulatedSes(Accounts);
        CloudWatch = new SimulatedCloudWatch(Accounts);
        EventBridge = new SimulatedEventBridge(Accounts);
        Route53 = new SimulatedRoute53(Accounts, options.Time);
        ApprovalSite = new SimulatedApprovalSite(Acm);
        Proxy = new ConnectProxy(Requests, ApprovalSite);
        Lambda = new LambdaRuntimeApi($"arn:aws:lambda:{options.Region}:{options.Account}:function:{options.FunctionName}");
        host = new ServiceHost(Requests, Faults, Limits, options.Delivery);
        foreach (var service in Services)
        {
            host.Start(service, authority.ServerAuthentication);
        }

        host.Start(Lambda, tls: null);
        host.Start(Metadata, tls: null);
    }

    /// <summary>The accounts and their access keys.</summary>
    public Accounts Accounts { get; } = new();

    /// <summary>Object storage.</summary>
    public SimulatedS3 S3 { get; }

    /// <summary>AWS Certificate Manager.</summary>
    public SimulatedAcm Acm { get; }

    /// <summary>Security Token Service.</summary>
    public SimulatedSts Sts { get; }

    /// <summary>Simple Notification Service.</summary>
    public SimulatedSns Sns { get; }

    /// <summary>Simple Queue Service.</summary>
    public SimulatedSqs Sqs { get; }

    /// <summary>AWS Organizations.</summary>
    public SimulatedOrganizations Organizations { get; }

    /// <summary>AWS Account Management.</summary>
    public SimulatedAccountManagement AccountManagement { get; }

    /// <summary>Amazon EC2.</summary>
    public SimulatedEc2 Ec2 { get; }

    /// <summary>The name server, without a zone.</summary>
    public SimulatedNameServer NameServer { get; } = SimulatedNameServer.Start();

    /// <summary>Which regions each account may use.</summary>
    public RegionCatalog Regions { get; } = new();

    /// <summary>AWS CloudFormation.</summary>
    public SimulatedCloudFormation CloudFormation { get; }

    /// <summary>The functions that AWS Lambda's API describes; <see cref="Lambda"/> runs the one of this world.</summary>
    public SimulatedFunctions Functions { get; }

    /// <summary>IAM Identity Center.</summary>
    public SimulatedSso Sso { get; }

    /// <summary>Where an instance or a container gets its credentials.</summary>
    public SimulatedMetadata Metadata { get; }

    /// <summary>Route 53.</summary>
    public SimulatedRoute53 Route53 { get; }

    /// <summary>How SES receives.</summary>
    public SimulatedSes Ses { get; }

    /// <summary>CloudWatch.</summary>
    public SimulatedCloudWatch CloudWatch { get; }

    /// <summary>EventBridge.</summary>
    public SimulatedEventBridge EventBridge { get; }

    /// <summary>The approval site.</summary>
    public SimulatedApprovalSite ApprovalSite { get; }

    /// <summary>The Lambda Runtime API.</summary>
    public LambdaRuntimeApi Lambda { get; }

    /// <summary>The way to the approval site.</summary>
    public ConnectProxy Proxy { get; }

    /// <summary>How the services misbehave.</summary>
    public FaultPlan Faults { get; } = new();

    /// <summary>How often the services may be asked.</summary>
    public RateLimits Limits { get; }

    /// <summary>Everything that was asked.</summary>
    public RequestLog Requests { get; } = new();

    /// <summary>The certificate of the authority that vouches for all services: a PEM file, gone when the world ends.</summary>
    public string AuthorityFile => Path.Combine(directory.FullName, "authority.pem");

    /// <summary>
    /// The authorities that a program in this world trusts: those that the machine trusts, and the world's own. A PEM file, gone when
    /// the world ends.
    /// </summary>
    public string TrustFile => Path.Combine(directory.FullName, "trusted.pem");

    private IEnumerable<SimulatedService> Services =>
        [
            S3,
            Acm,
            Sts,
            Sns,
            Sqs,
            Organizations,
            AccountManagement,
            Ec2,
            Sso,
            CloudFormation,
            Functions,
            Ses,
            CloudWatch,
            EventBridge,
            Route53,
            ApprovalSite,
        ];

    /// <summary>Starts a world; it ends when it is disposed.</summary>
    public static async Task<SimulatedWorld> StartAsync(WorldOptions? options = null, CancellationToken cancelled = default)
    {
        var world = new SimulatedWorld(options ?? new WorldOptions());
        await File.WriteAllTextAsync(world.AuthorityFile, world.authority.RootPem, cancelled);
        await File.WriteAllTextAsync(world.TrustFile, $"{MachineTrust.Pem}\n{world.authority.RootPem}\n", cancelled);
        return world;
    }

    /// <summary>The environment variables that put an unchanged program into this world.</summary>
    /// <param name="account">Whose credentials it has; null for the world's own account.</param>
    public Dictionary<string, string> EnvironmentFor(string? account = null) =>
        new()
        {
            ["AWS_ENDPOINT_URL_S3"] = S3.Endpoint.OriginalString,
            ["AWS_ENDPOINT_URL_ACM"] = Acm.Endpoint.OriginalString,
            ["AWS_ENDPOINT_URL_STS"] = Sts.Endpoint.OriginalString,
            ["AWS_ENDPOINT_URL_SNS"] = Sns.Endpoint.OriginalString,
            ["AWS_ENDPOINT_URL_SQS"] = Sqs.Endpoint.OriginalString,
            ["AWS_ENDPOINT_URL_ORGANIZATIONS"] = Organizations.Endpoint.OriginalString,
            ["AWS_ENDPOINT_URL_ACCOUNT"] = AccountManagement.Endpoint.OriginalString,
            ["AWS_ENDPOINT_URL_EC2"] = Ec2.Endpoint.OriginalString,
            ["AWS_ENDPOINT_URL_CLOUDFORMATION"] = CloudFormation.Endpoint.OriginalString,
            ["AWS_ENDPOINT_URL_LAMBDA"] = Functions.Endpoint.OriginalString,
            ["AWS_ENDPOINT_URL_SSO"] = Sso.Endpoint.OriginalString,
            ["AWS_ENDPOINT_URL_SSO_OIDC"] = Sso.Endpoint.OriginalString,
            ["AWS_ENDPOINT_URL_SES"] = Ses.Endpoint.OriginalString,
            ["AWS_ENDPOINT_URL_CLOUDWATCH"] = CloudWatch.Endpoint.OriginalString,
            ["AWS_ENDPOINT_URL_EVENTBRIDGE"] = EventBridge.Endpoint.OriginalString,
            ["AWS_ENDPOINT_URL_ROUTE_53"] = Route53.Endpoint.OriginalString,
            ["AWS_REGION"] = options.Region,
            ["AWS_DEFAULT_REGION"] = options.Region,
            ["AWS_ACCESS_KEY_ID"] = Accounts.AccessKeyOf(account ?? options.Account),
            ["AWS_SECRET_ACCESS_KEY"] = Accounts.SecretKey,
            ["AWS_SHARED_CREDENTIALS_FILE"] = Path.Combine(directory.FullName, "no-credentials"),
            ["AWS_CONFIG_FILE"] = Path.Combine(directory.FullName, "no-config"),
            ["AWS_EC2_METADATA_DISABLED"] = "true",
            ["HOME"] = directory.FullName,
            ["HTTPS_PROXY"] = Proxy.Endpoint.OriginalString,
            ["NO_PROXY"] = "127.0.0.1,localhost",
            ["SSL_CERT_FILE"] = TrustFile,
            ["AWS_CA_BUNDLE"] = TrustFile,
            ["REQUESTS_CA_BUNDLE"] = TrustFile,
            ["AWS_LAMBDA_RUNTIME_API"] = Lambda.Endpoint.Authority,
            ["AWS_LAMBDA_FUNCTION_NAME"] = options.FunctionName,
            ["AWS_LAMBDA_FUNCTION_VERSION"] = "$LATEST",
            ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = "256",
            ["AWS_LAMBDA_LOG_GROUP_NAME"] = $"/aws/lambda/{options.FunctionName}",
            ["AWS_LAMBDA_LOG_STREAM_NAME"] = "simulated",
            ["AWS_LAMBDA_INITIALIZATION_TYPE"] = "on-demand",
            ["ACM_APPROVER_DNS"] = NameServer.Endpoint.ToString(),
            ["_HANDLER"] = "bootstrap",
            ["LAMBDA_TASK_ROOT"] = directory.FullName,
        };

    /// <summary>Starts a function's executable in this world.</summary>
    /// <param name="path">The executable, or a .dll to be run by <c>dotnet</c>.</param>
    /// <param name="settings">Further environment variables; they win over the world's.</param>
    public FunctionProcess StartFunction(string path, IReadOnlyDictionary<string, string> settings)
    {
        var environment = EnvironmentFor();
        foreach (var (name, value) in settings)
        {
            environment[name] = value;
        }

        return FunctionProcess.Start(path, environment);
    }

    /// <summary>Ends the world: a client that still waits for an answer finds the connection closed.</summary>
    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await Proxy.DisposeAsync();
        await NameServer.DisposeAsync();
        authority.Dispose();
        directory.Delete(recursive: true);
    }
}
