namespace AcmApprover.Simulator;

/// <summary>The parts of the outside world, each on a loopback port of its own.</summary>
public enum ServiceName
{
    /// <summary>Object storage (REST with XML).</summary>
    S3,

    /// <summary>AWS Certificate Manager (AWS JSON 1.1).</summary>
    Acm,

    /// <summary>Security Token Service (AWS query).</summary>
    Sts,

    /// <summary>Simple Notification Service (AWS query).</summary>
    Sns,

    /// <summary>How Amazon SES receives mail (AWS query).</summary>
    Ses,

    /// <summary>Amazon CloudWatch (AWS query).</summary>
    CloudWatch,

    /// <summary>Amazon EventBridge (AWS JSON 1.1).</summary>
    EventBridge,

    /// <summary>Simple Queue Service (AWS JSON 1.0).</summary>
    Sqs,

    /// <summary>AWS Organizations (AWS JSON 1.1).</summary>
    Organizations,

    /// <summary>AWS Account Management (REST with JSON).</summary>
    AccountManagement,

    /// <summary>Amazon EC2 (EC2 query).</summary>
    Ec2,

    /// <summary>IAM Identity Center: its portal and its tokens (REST with JSON).</summary>
    Sso,

    /// <summary>What gives an instance or a container its credentials (HTTP in clear).</summary>
    Metadata,

    /// <summary>Route 53 (REST with XML).</summary>
    Route53,

    /// <summary>AWS CloudFormation (AWS query).</summary>
    CloudFormation,

    /// <summary>AWS Lambda's own API, by which functions are described (REST with JSON).</summary>
    Functions,

    /// <summary>Amazon's page with the approve button (HTTPS, behind the proxy only).</summary>
    ApprovalSite,

    /// <summary>The CONNECT proxy in front of the approval site.</summary>
    Proxy,

    /// <summary>The Lambda Runtime API that a function process polls.</summary>
    Lambda,
}
