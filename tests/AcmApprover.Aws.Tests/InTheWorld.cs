using AcmApprover.Simulator;

namespace AcmApprover.Aws.Tests;

/// <summary>Tests in the one world, each without the faults and the requests of those before it.</summary>
public abstract class InTheWorld
{
    private protected InTheWorld(Surroundings surroundings)
    {
        Surroundings = surroundings;
        World.Faults.Clear();
        World.Requests.Clear();
    }

    private protected Surroundings Surroundings { get; }

    private protected SimulatedWorld World => Surroundings.World;
}
