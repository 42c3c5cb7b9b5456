using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace AcmApprover.Template.Tests;

/// <summary>The stack comes up in moto, for as much of it as moto makes; stack.py lists what it does not.</summary>
public sealed class MotoTests
{
    [Fact]
    public async Task The_stack_comes_up_with_its_bucket_topic_queue_roles_log_and_function()
    {
        var port = FreePort();
        using var archive = new TemporaryArchive();
        using var moto = StartMoto(port);
        try
        {
            await WaitForAsync(port);
            var parameters = new Switches(MailSource.OwnRuleSet, DomainSetUp.Nothing, true, true, true, true, true, "x86_64").Parameters;
            using var stack = JsonDocument.Parse(
                Tool.Stack("create", Switches.Case(parameters), $"http://127.0.0.1:{port}", archive.Path));
            var root = stack.RootElement;
            Assert.Equal("CREATE_COMPLETE", root.GetProperty("status").GetString());
            Assert.Equal(
                ["ApproverFunction", "ApproverLog", "ApproverRole", "BatchReplayRole", "DeadLetters", "MailBucket",
                    "MailEventPermission", "OperatorTopic"],
                root.GetProperty("resources").EnumerateObject().Select(each => each.Name).Order(StringComparer.Ordinal));
            var settings = root.GetProperty("settings");
            var outputs = root.GetProperty("outputs");
            Assert.Equal("acm-approver-123456789012-eu-west-1", settings.GetProperty("ACM_APPROVER_BUCKET").GetString());
            Assert.Equal(
                outputs.GetProperty("OperatorTopicArn").GetString(),
                settings.GetProperty("ACM_APPROVER_OPERATOR_TOPIC_ARN").GetString());
            Assert.Equal("111122223333,444455556666", settings.GetProperty("ACM_APPROVER_ACCOUNTS").GetString());
            Assert.Equal("AcmApproverReader", settings.GetProperty("ACM_APPROVER_ACCOUNT_ROLE").GetString());
            Assert.Equal("decisions/", settings.GetProperty("ACM_APPROVER_RECORDS_PREFIX").GetString());
        }
        finally
        {
            moto.Kill(entireProcessTree: true);
            await moto.WaitForExitAsync();
        }
    }

    private static Process StartMoto(int port)
    {
        var moto = Process.Start(new ProcessStartInfo(Tool.MotoServer, ["-H", "127.0.0.1", "-p", $"{port}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        // Its log is read and dropped: nobody wants it, and a pipe that nobody reads fills up.
        moto.BeginOutputReadLine();
        moto.BeginErrorReadLine();
        return moto;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task WaitForAsync(int port)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            try
            {
                using var connection = new TcpClient();
                await connection.ConnectAsync(IPAddress.Loopback, port, deadline.Token);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(100, deadline.Token);
            }
        }
    }

    /// <summary>A function's archive that is never run.</summary>
    private sealed class TemporaryArchive : IDisposable
    {
        public TemporaryArchive()
        {
            using var archive = ZipFile.Open(Path, ZipArchiveMode.Create);
            archive.CreateEntry("bootstrap");
        }

        public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"{Guid.NewGuid():N}.zip");

        public void Dispose() => File.Delete(Path);
    }
}
