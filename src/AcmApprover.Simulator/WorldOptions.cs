using AcmApprover.Simulator.Http;

namespace AcmApprover.Simulator;

/// <summary>What a simulated world begins with.</summary>
public sealed record WorldOptions
{
    /// <summary>The account that the function lives in.</summary>
    public string Account { get; init; } = "111122223333";

    /// <summary>The region that the function lives in.</summary>
    public string Region { get; init; } = "eu-west-1";

    /// <summary>The function's name.</summary>
    public string FunctionName { get; init; } = "acm-approver";

    /// <summary>The clock of the services; a function process has the machine's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How the answers of all services are sent; the body a moment after the head, unless said otherwise.</summary>
    public Delivery Delivery { get; init; } = new();
}
