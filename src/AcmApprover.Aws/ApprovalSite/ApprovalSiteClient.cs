using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using AcmApprover.Approval.Actions;
using AcmApprover.Approval.Claims;
using AcmApprover.Approval.Evidence;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Aws.Client;

namespace AcmApprover.Aws.ApprovalSite;

/// <summary>
/// Amazon's approval site over HTTPS, used as a browser would use it but without trust: the host is fixed before connecting (an
/// <see cref="ApprovalLink"/> has no other), no redirect is followed, nothing is decompressed, and a body that is too long or an
/// answer that takes too long is abandoned.
/// </summary>
public sealed class ApprovalSiteClient : IApprovalPages, IApprovalButton, IDisposable
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(15);

    /// <summary>
    /// As .NET verifies a server by default, but without downloads: for a chain with a gap it would fetch a certificate from the address
    /// that the server's own certificate names, on a blocked thread.
    /// </summary>
    private static readonly X509ChainPolicy Trust = new()
    {
        DisableCertificateDownloads = true,
        RevocationMode = X509RevocationMode.NoCheck,
        ApplicationPolicy = { new Oid("1.3.6.1.5.5.7.3.1", "serverAuth (RFC 5280, section 4.2.1.12)") },
    };

    private readonly HttpClient http = new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            MaxResponseHeadersLength = 64,
            SslOptions = { CertificateChainPolicy = Trust, RemoteCertificateValidationCallback = ServerTrust.Verify },
        }
    )
    {
        // Each request has a limit of its own, which covers its body too.
        Timeout = Timeout.InfiniteTimeSpan,
        DefaultRequestHeaders =
        {
            { "Accept", "text/html,application/xhtml+xml" },
            { "Accept-Language", "en" },
            { "User-Agent", "AcmApprover" },
        },
    };

    /// <inheritdoc/>
    public Task<PageEvidence> OpenAsync(PageWarrant warrant, CancellationToken cancellationToken)
    {
        var link = warrant.Link;
        return AwsCalls.RunAsync(
            ServiceName(link),
            async token =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, link.Reveal());
                var response = await SendAsync(request, token);
                return response.IsTransient
                    ? throw new TemporarilyUnavailableException(ServiceName(link), $"it answers with status {response.Status}")
                    : PageReader.Read(response, link);
            },
            cancellationToken
        );
    }

    /// <inheritdoc/>
    public async Task<ButtonAnswer> PressAsync(ApprovalWarrant warrant, CancellationToken cancellationToken)
    {
        var page = warrant.Claim.Link.Reveal();
        using var request = new HttpRequestMessage(HttpMethod.Post, warrant.Form.Action);
        request.Content = new StringContent(warrant.Form.Encode(), new MediaTypeHeaderValue(ApprovalForm.MediaType));
        request.Headers.Referrer = page;
        request.Headers.TryAddWithoutValidation("Origin", page.GetLeftPart(UriPartial.Authority));
        if (CookiesFor(warrant.Form, page) is { Length: > 0 } cookies)
        {
            request.Headers.TryAddWithoutValidation("Cookie", cookies);
        }

        try
        {
            var response = await SendAsync(request, cancellationToken);
            return response switch
            {
                { IsTransient: true } => new ButtonAnswer.Lost($"it answers the button with status {response.Status}"),
                { IsRejection: true } => new ButtonAnswer.Rejected(response.Status),
                _ when PageWords.SayApproved(response) => new ButtonAnswer.Approved(),
                _ when PageWords.SayAlreadyApproved(response) => new ButtonAnswer.AlreadyApproved { Response = response },
                _ => new ButtonAnswer.Unclear(
                    $"the site answers the button with status {response.Status} and without the words 'You have approved'"
                )
                {
                    Response = response,
                },
            };
        }
        catch (Exception e)
            when (e is HttpRequestException or IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return new ButtonAnswer.Lost("its answer to the button was lost");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private static string ServiceName(ApprovalLink link) => $"the approval site {link.Host}";

    private async Task<SiteResponse> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(RequestTimeout);
        using var response = await ServerTrust.SendAsync(
            request,
            () => http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token)
        );
        var body = await ReadBodyAsync(response.Content, limit.Token);
        var cookies = response.Headers.TryGetValues("Set-Cookie", out var values) ? values.ToArray() : [];
        var type = response.Content.Headers.ContentType;
        return new SiteResponse((int)response.StatusCode, type?.MediaType?.ToLowerInvariant(), body, cookies) { Charset = type?.CharSet };
    }

    /// <summary>The body as text; null if it is too long.</summary>
    private static async Task<string?> ReadBodyAsync(HttpContent content, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var chunk = new byte[4 * 1024];
        int read;
        while ((read = await stream.ReadAsync(chunk, cancellationToken)) > 0)
        {
            if (body.Length + read > SiteResponse.BodyLimit)
            {
                return null;
            }

            await body.WriteAsync(chunk.AsMemory(0, read), cancellationToken);
        }

        return Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length);
    }

    /// <summary>
    /// The cookies of the page that a browser would send with its form. One that cannot be read is left out, as browsers do.
    /// </summary>
    private static string CookiesFor(ApprovalForm form, Uri page)
    {
        var jar = new CookieContainer();
        foreach (var header in form.Cookies)
        {
            try
            {
                jar.SetCookies(page, header);
            }
            catch (CookieException)
            {
                continue;
            }
        }

        return jar.GetCookieHeader(form.Action);
    }
}
