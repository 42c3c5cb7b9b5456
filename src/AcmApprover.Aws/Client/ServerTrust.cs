using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace AcmApprover.Aws.Client;

/// <summary>
/// Trusts the servers that .NET trusts, and says of any other whose certificate is wrong and why. By itself, .NET says the same of a
/// connection that broke while it was made, which is worth another try.
/// </summary>
internal static class ServerTrust
{
    /// <summary>A <see cref="RemoteCertificateValidationCallback"/>.</summary>
    /// <exception cref="RefusedException">The certificate is not trusted.</exception>
    internal static bool Verify(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        errors == SslPolicyErrors.None ? true : throw new RefusedException(Explain(chain, errors));

    /// <summary>Sends a request by a client whose servers <see cref="Verify"/> verifies.</summary>
    /// <exception cref="UntrustedServerException">The server is not trusted.</exception>
    internal static async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, Func<Task<HttpResponseMessage>> send)
    {
        try
        {
            return await send();
        }
        catch (HttpRequestException e) when (e.InnerException is RefusedException refused)
        {
            var endpoint = request.RequestUri?.GetLeftPart(UriPartial.Authority);
            throw new UntrustedServerException($"The certificate of {endpoint} is not trusted ({refused.Message})", refused);
        }
    }

    /// <summary>The names that .NET has for what is wrong: <c>RemoteCertificateNameMismatch</c>, <c>UntrustedRoot</c>, …</summary>
    private static string Explain(X509Chain? chain, SslPolicyErrors errors)
    {
        var ofChain = chain?.ChainStatus.Select(s => s.Status.ToString()).Distinct().ToList() ?? [];
        var others = ofChain.Count == 0 ? errors : errors & ~SslPolicyErrors.RemoteCertificateChainErrors;
        return string.Join(", ", others == SslPolicyErrors.None ? ofChain : [others.ToString(), .. ofChain]);
    }

    private sealed class RefusedException(string problem) : AuthenticationException(problem);
}
