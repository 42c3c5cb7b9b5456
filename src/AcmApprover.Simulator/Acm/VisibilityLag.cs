namespace AcmApprover.Simulator.Acm;

/// <summary>How long ACM shows the state from before a change: until both have passed.</summary>
/// <param name="Describes">So many calls of DescribeCertificate.</param>
/// <param name="Time">So much time.</param>
public sealed record VisibilityLag(int Describes = 0, TimeSpan Time = default);
