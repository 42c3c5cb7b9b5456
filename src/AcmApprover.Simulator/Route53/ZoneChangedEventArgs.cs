namespace AcmApprover.Simulator.Route53;

/// <summary>A zone that was added or changed.</summary>
public sealed class ZoneChangedEventArgs(SimulatedZone zone) : EventArgs
{
    /// <summary>The zone.</summary>
    public SimulatedZone Zone { get; } = zone;
}
