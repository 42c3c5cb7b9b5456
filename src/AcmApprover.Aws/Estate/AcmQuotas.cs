namespace AcmApprover.Aws.Estate;

/// <summary>ACM's quotas in requests a second, for each account and region (ACM user guide, acm-limits).</summary>
public static class AcmQuotas
{
    /// <summary>The part of a quota that is used by default.</summary>
    public const double DefaultPart = 0.6;

    /// <summary>SearchCertificates.</summary>
    public const int Search = 5;

    /// <summary>ListCertificates.</summary>
    public const int List = 8;

    /// <summary>DescribeCertificate.</summary>
    public const int Describe = 10;

    /// <summary>ListTagsForCertificate.</summary>
    public const int ListTags = 10;

    /// <summary>ResendValidationEmail.</summary>
    public const int Resend = 1;
}
