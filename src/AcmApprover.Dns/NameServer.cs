using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.NetworkInformation;

namespace AcmApprover.Dns;

/// <summary>A name server that is asked: an address, and a port that is 53 unless it is said.</summary>
/// <param name="Endpoint">Where it listens.</param>
public sealed record NameServer(IPEndPoint Endpoint)
{
    /// <summary>What <see cref="TryParse"/> accepts.</summary>
    public const string Expected = "an IP address such as 1.1.1.1, with a port if it is not 53: 127.0.0.1:5353, [::1]:5353";

    private const int DefaultPort = 53;

    /// <summary>Two public resolvers that validate DNSSEC, of two operators (Cloudflare, Google).</summary>
    public static IReadOnlyList<NameServer> Public { get; } =
        [new(new IPEndPoint(IPAddress.Parse("1.1.1.1"), DefaultPort)), new(new IPEndPoint(IPAddress.Parse("8.8.8.8"), DefaultPort))];

    /// <summary>The first resolver that this machine is set up with; null if there is none.</summary>
    public static NameServer? OfThisMachine()
    {
        var addresses =
            from adapter in NetworkInterface.GetAllNetworkInterfaces()
            where adapter.OperationalStatus == OperationalStatus.Up
            from address in adapter.GetIPProperties().DnsAddresses
            select address;
        return addresses.FirstOrDefault() is { } first ? new NameServer(new IPEndPoint(first, DefaultPort)) : null;
    }

    /// <summary>Reads an address; false for anything that is not exactly one.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out NameServer? server)
    {
        server = IPEndPoint.TryParse(text, out var endpoint)
            ? new NameServer(endpoint.Port == 0 ? new IPEndPoint(endpoint.Address, DefaultPort) : endpoint)
            : null;
        return server is not null;
    }

    /// <summary>The address, and the port unless it is 53.</summary>
    public override string ToString() => Endpoint.Port == DefaultPort ? Endpoint.Address.ToString() : Endpoint.ToString();
}
