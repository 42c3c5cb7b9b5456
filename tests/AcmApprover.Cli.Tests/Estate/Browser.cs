using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AcmApprover.Cli.Tests.Estate;

/// <summary>Chromium without a window, driven by its DevTools protocol. Where there is none, the calling test is skipped.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private readonly Process process;
    private readonly ClientWebSocket socket = new();
    private int calls;

    private Browser(Process process) => this.process = process;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    internal static async Task<Browser> StartAsync(string folder)
    {
        var program = Array.Find(["/usr/bin/chromium", "/usr/bin/google-chrome"], File.Exists);
        Assert.SkipUnless(program is not null, "Chromium is not installed");
        var start = new ProcessStartInfo(
            program!,
            [
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--remote-debugging-port=0",
                $"--user-data-dir={Path.Combine(folder, "browser")}",
                "about:blank",
            ]
        )
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        var browser = new Browser(Process.Start(start)!);
        try
        {
            await browser.ConnectAsync();
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    internal async Task OpenAsync(Uri page)
    {
        await CallAsync("Page.navigate", new JsonObject { ["url"] = page.AbsoluteUri });
        while (await EvaluateAsync("document.URL + ' ' + document.readyState") != $"{page.AbsoluteUri} complete")
        {
            await Task.Delay(50, Cancelled);
        }
    }

    /// <summary>What an expression is worth, as text.</summary>
    internal async Task<string> EvaluateAsync(string expression)
    {
        var answer = await CallAsync("Runtime.evaluate", new JsonObject { ["expression"] = expression, ["returnByValue"] = true });
        Assert.Null(answer["exceptionDetails"]);
        return answer["result"]!["value"]?.ToString() ?? "";
    }

    /// <summary>A picture of the page in a colour scheme.</summary>
    internal async Task<byte[]> DrawAsync(string scheme)
    {
        await CallAsync(
            "Emulation.setEmulatedMedia",
            new JsonObject { ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = scheme }) }
        );
        var answer = await CallAsync("Page.captureScreenshot", new JsonObject { ["format"] = "png" });
        return Convert.FromBase64String((string)answer["data"]!);
    }

    public async ValueTask DisposeAsync()
    {
        socket.Dispose();
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
    }

    private async Task ConnectAsync()
    {
        const string Listening = "DevTools listening on ";
        string? line;
        do
        {
            line = await process.StandardError.ReadLineAsync(Cancelled) ?? throw new InvalidOperationException("Chromium ended");
        } while (!line.StartsWith(Listening, StringComparison.Ordinal));

        _ = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var address = new Uri(line[Listening.Length..]);
        using var http = new HttpClient();
        var targets = JsonNode.Parse(await http.GetStringAsync(new Uri($"http://{address.Authority}/json"), Cancelled))!.AsArray();
        var page = targets.First(t => (string?)t!["type"] == "page")!;
        await socket.ConnectAsync(new Uri((string)page["webSocketDebuggerUrl"]!), Cancelled);
    }

    private async Task<JsonNode> CallAsync(string method, JsonObject parameters)
    {
        var call = new JsonObject { ["id"] = ++calls, ["method"] = method, ["params"] = parameters };
        await socket.SendAsync(Encoding.UTF8.GetBytes(call.ToJsonString()), WebSocketMessageType.Text, true, Cancelled);
        while (true)
        {
            var message = await ReceiveAsync();
            if ((int?)message["id"] == calls)
            {
                return message["result"] ?? throw new InvalidOperationException(message.ToJsonString());
            }
        }
    }

    private async Task<JsonNode> ReceiveAsync()
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        WebSocketReceiveResult part;
        do
        {
            part = await socket.ReceiveAsync(buffer, Cancelled);
            await bytes.WriteAsync(buffer.AsMemory(0, part.Count), Cancelled);
        } while (!part.EndOfMessage);

        bytes.Position = 0;
        return (await JsonSerializer.DeserializeAsync<JsonNode>(bytes, cancellationToken: Cancelled))!;
    }
}
