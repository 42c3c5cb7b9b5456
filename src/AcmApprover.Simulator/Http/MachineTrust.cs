namespace AcmApprover.Simulator.Http;

/// <summary>The authorities that this machine trusts.</summary>
internal static class MachineTrust
{
    // Where the distributions keep them: Debian and Alpine; Fedora and Amazon Linux; openSUSE; macOS.
    private static readonly string[] Places =
    [
        "/etc/ssl/certs/ca-certificates.crt",
        "/etc/pki/tls/certs/ca-bundle.crt",
        "/etc/ssl/ca-bundle.pem",
        "/etc/ssl/cert.pem",
    ];

    private static readonly Lazy<string> Bundle = new(() => Places.FirstOrDefault(File.Exists) is { } place ? File.ReadAllText(place) : "");

    /// <summary>Their certificates as PEM; empty where the machine has no such file.</summary>
    public static string Pem => Bundle.Value;
}
