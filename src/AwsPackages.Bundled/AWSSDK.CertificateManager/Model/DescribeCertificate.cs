using Amazon.Runtime;

namespace Amazon.CertificateManager.Model;

/// <summary>Asks for one certificate.</summary>
public class DescribeCertificateRequest : AmazonWebServiceRequest
{
    /// <summary>The certificate; its region must be the client's.</summary>
    public string CertificateArn { get; set; }
}

/// <summary>The certificate asked for.</summary>
public class DescribeCertificateResponse : AmazonWebServiceResponse
{
    /// <summary>What ACM knows of it.</summary>
    public CertificateDetail Certificate { get; set; }
}
