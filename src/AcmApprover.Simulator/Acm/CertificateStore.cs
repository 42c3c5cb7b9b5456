namespace AcmApprover.Simulator.Acm;

/// <summary>The certificates of the world, found by ARN and by place. Callers hold a lock.</summary>
internal sealed class CertificateStore
{
    private readonly Dictionary<string, SimulatedCertificate> byArn = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Account, string Region), List<SimulatedCertificate>> byPlace = [];

    public SimulatedCertificate this[string arn] => byArn[arn];

    public IReadOnlyList<string> Arns => [.. byArn.Keys];

    public void Add(SimulatedCertificate certificate)
    {
        byArn.Add(certificate.Arn, certificate);
        if (!byPlace.TryGetValue((certificate.Account, certificate.Region), out var place))
        {
            byPlace.Add((certificate.Account, certificate.Region), place = []);
        }

        place.Add(certificate);
    }

    public void Remove(SimulatedCertificate certificate)
    {
        byArn.Remove(certificate.Arn);
        byPlace[(certificate.Account, certificate.Region)].Remove(certificate);
    }

    public SimulatedCertificate? Find(string arn, string account, string region) =>
        byArn.TryGetValue(arn, out var certificate) && certificate.Account == account && certificate.Region == region ? certificate : null;

    public IReadOnlyList<SimulatedCertificate> In(string account, string region) => byPlace.GetValueOrDefault((account, region), []);
}
