using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Runtime.CompilerServices;
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

    private static readonly ConditionalWeakTable<SimulatedWorld, HttpClient> Clients = [];

    public static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static Task<HttpResponseMessage> SendAsync(
        SimulatedWorld world,
        HttpMethod method,
        Uri uri,
        HttpContent? content = null,
        params (string Name, string Value)[] headers
    )
    {
        var request = new HttpRequestMessage(method, uri) { Content = content };
        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        return Clients.GetValue(world, each => ClientOf(each, proxy: null)).SendAsync(request, Cancelled);
    }

    public static (string Name, string Value) Signature(string service, string account = Home, string region = "eu-west-1") =>
        ("Authorization", SignatureBy(Accounts.AccessKeyOf(account), service, region));

    public static string SignatureBy(string key, string service, string region = "eu-west-1") =>
        $"AWS4-HMAC-SHA256 Credential={key}/20261123/{region}/{service}/aws4_request, SignedHeaders=host, Signature=00";

    public static Task<HttpResponseMessage> S3Async(
        SimulatedWorld world,
        HttpMethod method,
        string target,
        byte[]? body = null,
        params (string Name, string Value)[] headers
    ) =>
        SendAsync(
            world,
            method,
            new Uri(world.S3.Endpoint, target),
            body is null ? null : new ByteArrayContent(body),
            [Signature("s3"), .. headers.Any(header => header.Name == "x-amz-content-sha256") ? [] : Unsigned, .. headers]
        );

    public static Task<HttpResponseMessage> AcmAsync(
        SimulatedWorld world,
        string operation,
        string json,
        string account = Home,
        string region = "eu-west-1"
    ) =>
        SendAsync(
            world,
            HttpMethod.Post,
            world.Acm.Endpoint,
            JsonContent(json, "application/x-amz-json-1.1"),
            Signature("acm", account, region),
            ("X-Amz-Target", $"CertificateManager.{operation}")
        );

    public static Task<HttpResponseMessage> QueryAsync(
        SimulatedWorld world,
        Uri endpoint,
        string service,
        params (string Name, string Value)[] form
    ) =>
        SendAsync(
            world,
            HttpMethod.Post,
            endpoint,
            new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value))),
            Signature(service)
        );

    public static ByteArrayContent JsonContent(string json, string type)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(json));
        content.Headers.Add("Content-Type", type);
        return content;
    }

    /// <summary>A client that comes to the approval site as a browser would: through the proxy, believing the world's authority.</summary>
    public static HttpClient Browser(SimulatedWorld world) => ClientOf(world, new WebProxy(world.Proxy.Endpoint));

    /// <summary>Trust in the world's authority, and in no other.</summary>
    public static X509ChainPolicy TrustIn(SimulatedWorld world)
    {
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.Add(X509Certificate2.CreateFromPem(File.ReadAllText(world.AuthorityFile)));
        return trust;
    }

    private static HttpClient ClientOf(SimulatedWorld world, WebProxy? proxy) =>
        new(
            new SocketsHttpHandler
            {
                UseProxy = proxy is not null,
                Proxy = proxy,
                AllowAutoRedirect = false,
                SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = TrustIn(world) },
            }
        );

    public static async Task<string> TextAsync(HttpResponseMessage response) => await response.Content.ReadAsStringAsync(Cancelled);

    public static async Task<string> ErrorCodeAsync(HttpResponseMessage response) =>
        XElement.Parse(await TextAsync(response)).Descendants().First(element => element.Name.LocalName == "Code").Value;

    private static readonly (string Name, string Value)[] Unsigned = [("x-amz-content-sha256", "UNSIGNED-PAYLOAD")];
}
