using AcmApprover.Simulator.Http;

namespace AcmApprover.Simulator.Faults;

/// <summary>
/// Throttling by rate, as AWS does it for each operation in each account and region: a token bucket, and the service's own error for
/// a request that finds it empty. There is no limit unless the driver sets one.
/// </summary>
public sealed class RateLimits
{
    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private readonly Dictionary<(ServiceName Service, string Operation), Limit> limits = [];
    private readonly Dictionary<(ServiceName Service, string Operation, string Payer), Bucket> buckets = [];

    internal RateLimits(TimeProvider time) => this.time = time;

    /// <summary>Limits an operation from now on, in each account and region for itself.</summary>
    /// <param name="service">The service.</param>
    /// <param name="operation">As in <see cref="SimulatedRequest.Operation"/>.</param>
    /// <param name="perSecond">How many requests a second are admitted in the long run, by the world's clock.</param>
    /// <param name="burst">How many are admitted at once, when there were none for a while.</param>
    public void Set(ServiceName service, string operation, double perSecond, int burst)
    {
        lock (gate)
        {
            limits[(service, operation)] = new Limit(perSecond, burst);
            buckets.Clear();
        }
    }

    /// <summary>Limits ACM as it is published (ACM user guide, acm-limits), with a burst of one second.</summary>
    public void SetAcmQuotas()
    {
        foreach (
            var (operation, perSecond) in (IEnumerable<(string, int)>)
                [
                    ("DescribeCertificate", 10),
                    ("ListCertificates", 8),
                    ("ListTagsForCertificate", 10),
                    ("ResendValidationEmail", 1),
                    ("SearchCertificates", 5),
                    ("RequestCertificate", 5),
                    ("UpdateCertificateOptions", 5),
                    ("DeleteCertificate", 10),
                ]
        )
        {
            Set(ServiceName.Acm, operation, perSecond, perSecond);
        }
    }

    /// <summary>Lifts all limits.</summary>
    public void Clear()
    {
        lock (gate)
        {
            limits.Clear();
            buckets.Clear();
        }
    }

    /// <summary>Takes a token for a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="payer">Whose quota it is on.</param>
    /// <returns>Whether there was one.</returns>
    internal bool Admit(SimulatedRequest request, string payer)
    {
        lock (gate)
        {
            if (!limits.TryGetValue((request.Service, request.Operation), out var limit))
            {
                return true;
            }

            var now = time.GetUtcNow();
            var key = (request.Service, request.Operation, payer);
            var bucket = buckets.GetValueOrDefault(key, new Bucket(limit.Burst, now));
            var tokens = Math.Min(limit.Burst, bucket.Tokens + (now - bucket.FilledAt).TotalSeconds * limit.PerSecond);
            var isAdmitted = tokens >= 1;
            buckets[key] = new Bucket(isAdmitted ? tokens - 1 : tokens, now);
            return isAdmitted;
        }
    }

    private readonly record struct Limit(double PerSecond, int Burst);

    private readonly record struct Bucket(double Tokens, DateTimeOffset FilledAt);
}
