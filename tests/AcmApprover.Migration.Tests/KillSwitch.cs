using AcmApprover.Simulator;
using AcmApprover.Simulator.Faults;
using AcmApprover.Simulator.Http;

namespace AcmApprover.Migration.Tests;

/// <summary>
/// Ends a run at one of its requests, as the end of its process would: that request is done or not, its answer is lost, and whatever the
/// run still asks is never done.
/// </summary>
internal sealed class KillSwitch : IDisposable
{
    private readonly Lock gate = new();
    private readonly CancellationTokenSource run = new();
    private int left;

    /// <param name="world">Where the run is.</param>
    /// <param name="after">At which request it ends.</param>
    /// <param name="isDone">Whether that request is done.</param>
    internal KillSwitch(SimulatedWorld world, int after, bool isDone)
    {
        left = after;
        foreach (var service in (ServiceName[])[ServiceName.Acm, ServiceName.Route53, ServiceName.Sts, ServiceName.CloudFormation])
        {
            world.Faults.Add(service, null, Misbehave.Error(403, "AccessDeniedException"), int.MaxValue, _ => IsDead);
            world.Faults.Add(service, null, isDone ? Misbehave.LoseAnswer() : Misbehave.Drop(), int.MaxValue, IsTheLast);
        }
    }

    /// <summary>Whether it came to that request.</summary>
    internal bool IsDead
    {
        get
        {
            lock (gate)
            {
                return left <= 0;
            }
        }
    }

    /// <summary>Ends with the run.</summary>
    internal CancellationToken Token => run.Token;

    public void Dispose() => run.Dispose();

    private bool IsTheLast(SimulatedRequest request)
    {
        lock (gate)
        {
            if (--left != 0)
            {
                return false;
            }
        }

        // By a timer: what waits for it must not go on within the lock of the faults.
        run.CancelAfter(TimeSpan.Zero);
        return true;
    }
}
