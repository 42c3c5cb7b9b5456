namespace AcmApprover.Simulator.Route53;

/// <summary>A hosted zone.</summary>
public sealed class SimulatedZone
{
    internal SimulatedZone(string id, string account, string name, bool isPrivate, IReadOnlyList<string> nameServers) =>
        (Id, Account, Name, IsPrivate, NameServers) = (id, account, name, isPrivate, nameServers);

    /// <summary>Its id, without a path.</summary>
    public string Id { get; }

    /// <summary>The account that it lies in.</summary>
    public string Account { get; }

    /// <summary>Its name, without the final dot.</summary>
    public string Name { get; }

    /// <summary>Whether only VPCs see it.</summary>
    public bool IsPrivate { get; }

    /// <summary>Its delegation set; empty for a private zone.</summary>
    public IReadOnlyList<string> NameServers { get; }

    internal Dictionary<(string Name, string Type), SimulatedRecordSet> Records { get; } = [];
}

/// <summary>A record set of a zone.</summary>
/// <param name="Name">Its name, without the final dot.</param>
/// <param name="Type">Its type.</param>
/// <param name="TimeToLive">In seconds.</param>
/// <param name="Values">Its values, as in a zone file.</param>
public sealed record SimulatedRecordSet(string Name, string Type, int TimeToLive, IReadOnlyList<string> Values);
