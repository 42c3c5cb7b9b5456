using AcmApprover.Aws.Acm;
using AcmApprover.Aws.Client;
using AcmApprover.Aws.CloudFormation;
using AcmApprover.Aws.EventBridge;
using AcmApprover.Aws.LambdaFunctions;
using AcmApprover.Aws.Organizations;
using AcmApprover.Aws.Regions;
using AcmApprover.Aws.Route53;
using AcmApprover.Aws.Ses;
using AcmApprover.Aws.Sns;
using AcmApprover.Testing;
using Amazon.Runtime;

namespace AcmApprover.Aws.Tests.Client;

/// <summary>Services of every protocol and every kind of endpoint, and clients for them.</summary>
internal static class SampleServices
{
    internal static readonly AwsService CertificateManager = AcmClient.Service;
    internal static readonly AwsService Organizations = OrganizationAccounts.Service;
    internal static readonly AwsService Account = EnabledRegions.AccountService;
    internal static readonly AwsService Ec2 = EnabledRegions.Ec2Service;
    internal static readonly AwsService CloudFormation = CloudFormationStack.Service;

    internal static readonly AwsService Ses = SesReceiving.Service;

    internal static readonly AwsService Route53 = Route53Service.Service;

    /// <summary>All of them, and those that the product has.</summary>
    internal static IReadOnlyList<AwsService> All { get; } =
    [
        CertificateManager,
        Organizations,
        Account,
        Ec2,
        Ses,
        CloudFormation,
        Route53,
        SnsTopic.Service,
        LambdaFunction.Service,
        EventRules.Service,
    ];

    /// <summary>The credentials that every sample is signed with.</summary>
    internal static AWSCredentials Credentials { get; } = new SessionAWSCredentials("AKIAEXAMPLE", "secret", "session");

    /// <summary>A client that asks a server of the test's.</summary>
    internal static AwsClient At(this AwsService service, ScriptedServer server, string region = "eu-west-1") =>
        service.At(new Uri(server.Url), region);

    /// <summary>A client that asks at an address.</summary>
    internal static AwsClient At(this AwsService service, Uri endpoint, string region = "eu-west-1") =>
        new(service, new AwsClientConfig(service, region) { ServiceURL = endpoint.OriginalString }, Credentials);
}
