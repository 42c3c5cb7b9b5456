using Amazon.Runtime;

namespace AcmApprover.Aws.Client;

/// <summary>
/// A server's TLS certificate is not trusted, and nothing was sent to it. It is no HTTP exception, which would be retried: the same server
/// shows the same certificate.
/// </summary>
/// <param name="problem">Whose certificate it is, and what is wrong with it.</param>
/// <param name="innerException">How it was refused; no HTTP exception either, which <see cref="AwsCalls"/> would retry.</param>
public sealed class UntrustedServerException(string problem, Exception innerException)
    : AmazonClientException($"{problem}. {Hint}.", innerException)
{
    /// <summary>What to do about it.</summary>
    public static string Hint =>
        "If a proxy inspects TLS, set SSL_CERT_FILE to a file with its authority's certificate and the authorities that the machine trusts";

    /// <summary>Whose certificate it is, and what is wrong with it: "The certificate of … is not trusted (UntrustedRoot)".</summary>
    public string Problem { get; } = problem;
}
