using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace AcmApprover.Dns.Tests;

/// <summary>
/// BIND, as Debian packages it: one process that has the zones of the tests, and one that resolves through it and validates DNSSEC. Tests
/// are skipped where there is none.
/// </summary>
public sealed class Bind : IAsyncLifetime
{
    /// <summary>A trust anchor that no key fits: the zone, which is not signed, must be, and nothing in it is believed.</summary>
    private const string Anchor =
        """trust-anchors { "bogus.example" static-ds 12345 13 2 "0000000000000000000000000000000000000000000000000000000000000000"; };""";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("acm-approver-bind-");
    private readonly List<Process> processes = [];

    /// <summary>The one that has the zones.</summary>
    internal NameServer Authority { get; private set; } = null!;

    /// <summary>The one that resolves and validates.</summary>
    internal NameServer Resolver { get; private set; } = null!;

    /// <summary>Why there is none; null if there is.</summary>
    private string? missing;

    /// <summary>Reports the calling test as skipped where there is no BIND.</summary>
    internal void Require() => Assert.SkipWhen(missing is not null, missing ?? "");

    public async ValueTask InitializeAsync()
    {
        try
        {
            Authority = await StartAsync(AuthorityOptions(), ZonesOptions());
            Resolver = await StartAsync(
                $"recursion yes; dnssec-validation yes; forward only; forwarders {{ 127.0.0.1 port {Authority.Endpoint.Port}; }};",
                $"{Anchor}\nzone \"dead.example\" {{ type forward; forward only; forwarders {{ 127.0.0.1 port 1; }}; }};"
            );
        }
        catch (System.ComponentModel.Win32Exception)
        {
            missing = "named is not on the PATH: apt-get install bind9";
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        folder.Delete(recursive: true);
    }

    private static string AuthorityOptions() => "recursion no; dnssec-validation no;";

    private string ZonesOptions()
    {
        var zones = Zones.All.Append(new KeyValuePair<string, string>(".", "localhost. IN A 127.0.0.1\n"));
        return string.Concat(zones.Select(zone => ZoneOption(zone.Key, zone.Value)));
    }

    private string ZoneOption(string origin, string records)
    {
        var file = Path.Combine(folder.FullName, origin == "." ? "root" : origin);
        File.WriteAllText(file, $"$TTL 60\n@ IN SOA localhost. operator.example. 1 3600 600 86400 60\n@ IN NS localhost.\n{records}");
        return $"zone \"{origin}\" {{ type primary; file \"{file}\"; check-names ignore; check-mx ignore; check-integrity no; }};\n";
    }

    private async Task<NameServer> StartAsync(string options, string zones)
    {
        var server = new NameServer(new IPEndPoint(IPAddress.Loopback, FreePort()));
        var file = Path.Combine(folder.FullName, $"named-{server.Endpoint.Port}.conf");
        await File.WriteAllTextAsync(
            file,
            $$"""
            options {
              directory "{{folder.FullName}}";
              listen-on port {{server.Endpoint.Port}} { 127.0.0.1; };
              listen-on-v6 { none; };
              pid-file none;
              session-keyfile none;
              managed-keys-directory "{{folder.FullName}}";
              {{options}}
            };
            controls { };
            {{zones}}
            """
        );
        var start = new ProcessStartInfo("named", ["-c", file, "-g", "-n", "1"]) { RedirectStandardError = true };
        start.Environment["PATH"] += ":/usr/sbin";
        var process = Process.Start(start)!;
        processes.Add(process);
        var said = new List<string>();
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            said.Add(line);
            if (line.EndsWith(" running", StringComparison.Ordinal))
            {
                _ = process.StandardError.ReadToEndAsync();
                return server;
            }
        }

        throw new InvalidOperationException(string.Join('\n', said));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
