using AcmApprover.Estate;

namespace AcmApprover.Aws.Estate;

/// <summary>Takes what a scan finds, from many places at a time. It keeps only what is shown in the end.</summary>
/// <param name="progress">Told after each change; called by one thread at a time.</param>
internal sealed class ScanSink(Action<ScanProgress> progress)
{
    private readonly Lock gate = new();
    private readonly List<CertificateFacts> certificates = [];
    private readonly List<EstateProblem> problems = [];
    private int places;
    private int placesDone;
    private int placesRead;

    /// <summary>The certificates found.</summary>
    internal IReadOnlyList<CertificateFacts> Certificates => certificates;

    /// <summary>The problems, one for each cause.</summary>
    internal IReadOnlyList<EstateProblem> Problems => EstateProblem.Merge(problems);

    /// <summary>How many regions of accounts were listed to the end.</summary>
    internal int PlacesRead => placesRead;

    internal void Found(CertificateFacts certificate) => Tell(() => certificates.Add(certificate));

    internal void Problem(EstateProblem problem) => Tell(() => problems.Add(problem));

    internal void Expect(int further) => Tell(() => places += further);

    internal void Done(bool isRead) => Tell(() => (placesDone, placesRead) = (placesDone + 1, placesRead + (isRead ? 1 : 0)));

    private void Tell(Action change)
    {
        lock (gate)
        {
            change();
            progress(new ScanProgress(placesDone, places, certificates.Count));
        }
    }
}

/// <summary>How far a scan is.</summary>
/// <param name="PlacesDone">How many regions of accounts are read.</param>
/// <param name="Places">How many are known to be read.</param>
/// <param name="Certificates">How many certificates are found.</param>
public readonly record struct ScanProgress(int PlacesDone, int Places, int Certificates);
