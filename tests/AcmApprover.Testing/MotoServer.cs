using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Xml.Linq;

namespace AcmApprover.Testing;

/// <summary>
/// A moto_server on this machine: somebody else's idea of AWS. It believes every signature, and reads only service and region out
/// of it.
/// </summary>
public sealed class MotoServer : IAsyncDisposable
{
    /// <summary>The account that every access key belongs to, but for those of assumed roles.</summary>
    public const string Account = "123456789012";

    private readonly Process process;
    private readonly HttpClient http = new();

    private MotoServer(Process process, Uri endpoint) => (this.process, Endpoint) = (process, endpoint);

    /// <summary>Where all its services listen.</summary>
    public Uri Endpoint { get; }

    /// <summary>Starts one; the calling test is reported as skipped where the program is not installed.</summary>
    public static async Task<MotoServer> StartAsync()
    {
        var program = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, "moto_server"))
            .FirstOrDefault(File.Exists);
        Assert.SkipUnless(program is not null, "moto_server is not on the PATH: pip install 'moto[server]' brings it");
        var port = FreePort();
        var process = Process.Start(
            new ProcessStartInfo(program!, ["-H", "127.0.0.1", "-p", $"{port}"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        // Its log is read and dropped: nobody wants it, and a pipe that nobody reads fills up.
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var moto = new MotoServer(process, new Uri($"http://127.0.0.1:{port}"));
        try
        {
            await moto.WaitAsync();
        }
        catch
        {
            await moto.DisposeAsync();
            throw;
        }

        return moto;
    }

    /// <summary>Asks a service of the query protocol; gives its answer as XML, and fails the test on an error.</summary>
    public async Task<XElement> AskAsync(string service, string action, params (string Name, string Value)[] parameters)
    {
        var form = parameters.Prepend(("Action", action)).Select(parameter => KeyValuePair.Create(parameter.Item1, parameter.Item2));
        using var request = new HttpRequestMessage(HttpMethod.Post, Endpoint) { Content = new FormUrlEncodedContent(form) };
        request.Headers.TryAddWithoutValidation("Authorization", Signature(service, "us-east-1"));
        return XElement.Parse(await SendAsync(request));
    }

    /// <summary>Asks a service of the JSON protocol; gives its answer, and fails the test on an error.</summary>
    public async Task<string> AskJsonAsync(string service, string target, string json, string region = "us-east-1")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Endpoint) { Content = new StringContent(json) };
        request.Content.Headers.ContentType = new("application/x-amz-json-1.1");
        request.Headers.TryAddWithoutValidation("X-Amz-Target", target);
        request.Headers.TryAddWithoutValidation("Authorization", Signature(service, region));
        return await SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static string Signature(string service, string region) =>
        $"AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20261123/{region}/{service}/aws4_request, SignedHeaders=host, Signature=0";

    private async Task<string> SendAsync(HttpRequestMessage request)
    {
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var answer = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, answer);
        return answer;
    }

    private async Task WaitAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            try
            {
                using var response = await http.GetAsync(new Uri(Endpoint, "/moto-api/data.json"), patience.Token);
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(100, patience.Token);
            }
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
