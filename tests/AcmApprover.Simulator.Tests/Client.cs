using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Xml.Linq;
using AcmApprover.Simulator.Aws;

[assembly: SuppressMessage("Reliability", "CA2000", Justification = "A message owns its content, and a client its handler.")]

namespace AcmApprover.Simulator.Tests;

/// <summary>Plain HTTP, as a client of the simulated world: no SDK hides what is on the wire.</summary>
internal static class Client
{
    public const string Home = "111122223333";
    public const string Other = "444455556666";

    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

    public static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static Task<HttpResponseMessage> SendAsync(
        HttpMethod method, Uri uri, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, uri) { Content = content };
        foreach (var (name, value) in headers)
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        return Http.SendAsync(request, Cancelled);
    }

    public static (string Name, string Value) Signature(string service, string account = Home, string region = "eu-west-1") => (
        "Authorization",
        $"AWS4-HMAC-SHA256 Credential={Accounts.AccessKeyOf(account)}/20261123/{region}/{service}/aws4_request, SignedHeaders=host, Signature=00");

    public static Task<HttpResponseMessage> S3Async(
        SimulatedWorld world, HttpMethod method, string target, byte[]? body = null, params (string Name, string Value)[] headers) =>
        SendAsync(
            method,
            new Uri(world.S3.Endpoint, target),
            body is null ? null : new ByteArrayContent(body),
            [Signature("s3"), .. headers.Any(header => header.Name == "x-amz-content-sha256") ? [] : Unsigned, .. headers]);

    public static Task<HttpResponseMessage> AcmAsync(
        SimulatedWorld world, string operation, string json, string account = Home, string region = "eu-west-1") => SendAsync(
            HttpMethod.Post,
            world.Acm.Endpoint,
            JsonContent(json, "application/x-amz-json-1.1"),
            Signature("acm", account, region),
            ("X-Amz-Target", $"CertificateManager.{operation}"));

    public static Task<HttpResponseMessage> QueryAsync(Uri endpoint, string service, params (string Name, string Value)[] form) =>
        SendAsync(
            HttpMethod.Post,
            endpoint,
            new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value))),
            Signature(service));

    public static ByteArrayContent JsonContent(string json, string type)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(json));
        content.Headers.Add("Content-Type", type);
        return content;
    }

    /// <summary>A client that comes to the approval site as a browser would: through the proxy, believing the world's authority.</summary>
    public static HttpClient Browser(SimulatedWorld world)
    {
        var root = X509Certificate2.CreateFromPem(File.ReadAllText(world.AuthorityFile));
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.Add(root);
        return new HttpClient(new SocketsHttpHandler
        {
            Proxy = new WebProxy(world.Proxy.Endpoint),
            AllowAutoRedirect = false,
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = trust },
        });
    }

    public static async Task<string> TextAsync(HttpResponseMessage response) => await response.Content.ReadAsStringAsync(Cancelled);

    public static async Task<string> ErrorCodeAsync(HttpResponseMessage response) =>
        XElement.Parse(await TextAsync(response)).Descendants().First(element => element.Name.LocalName == "Code").Value;

    private static readonly (string Name, string Value)[] Unsigned = [("x-amz-content-sha256", "UNSIGNED-PAYLOAD")];
}
