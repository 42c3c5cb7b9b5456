using AcmApprover.Simulator;
using AcmApprover.Simulator.Faults;
using AcmApprover.Simulator.Http;

namespace AcmApprover.LongRun;

/// <summary>
/// What happens to the requests of one world: nothing, a trouble of their service, or the end of the function that made them. It
/// sees every request, and notes what was truly done.
/// </summary>
internal sealed class Chaos
{
    private static readonly ServiceName[] Services =
    [
        ServiceName.S3,
        ServiceName.Acm,
        ServiceName.Sts,
        ServiceName.Sns,
        ServiceName.ApprovalSite,
    ];
    private readonly Random random;
    private readonly Ledger ledger;
    private readonly Func<Task> crashAsync;
    private readonly Lock gate = new();
    private readonly Dictionary<ServiceName, Spell> spells = [];
    private readonly HashSet<string> brokenCodes = new(StringComparer.Ordinal);

    /// <summary>How many requests are left before the function dies, and whether it dies after that request was done.</summary>
    private (int Left, bool IsAfterwards)? death;

    public Chaos(SimulatedWorld world, Random random, Ledger ledger, Func<Task> crashAsync)
    {
        (this.random, this.ledger, this.crashAsync) = (random, ledger, crashAsync);
        foreach (var service in Services.Append(ServiceName.Lambda))
        {
            world.Faults.Add(service, null, AnswerAsync, int.MaxValue);
        }
    }

    /// <summary>Whether nobody listens to the topic.</summary>
    public bool IsDeaf { get; set; }

    /// <summary>From now on the site answers 500 for this link.</summary>
    public void Break(string code)
    {
        lock (gate)
        {
            brokenCodes.Add(code);
        }
    }

    /// <summary>Draws what happens to the next invocation.</summary>
    public void Draw(bool isCalm)
    {
        lock (gate)
        {
            spells.Clear();
            death = null;
            if (isCalm || random.Next(100) < 60)
            {
                return;
            }

            for (var i = random.Next(3); i >= 0; i--)
            {
                var left = random.Next(3) == 0 ? int.MaxValue : 1 + random.Next(6);
                var service = Services[random.Next(Services.Length)];
                var troubles = Trouble.Of(service);
                spells[service] = new Spell(troubles[random.Next(troubles.Count)], random.Next(2) == 0 ? 100 : 50, left);
            }

            if (random.Next(100) < 25)
            {
                death = (random.Next(14), random.Next(2) == 0);
            }
        }
    }

    private async Task<SimulatedResponse> AnswerAsync(Exchange exchange)
    {
        var request = exchange.Request;
        if (request.Service == ServiceName.Lambda && request.Operation == "Next")
        {
            return await exchange.Answer();
        }

        var (trouble, end) = Take(request);
        var watched = exchange with { Answer = () => DoAsync(exchange, trouble) };
        switch (end)
        {
            case End.Before:
                await CrashAsync(request, "before");
                return SimulatedResponse.Cut;
            case End.After:
                await watched.Answer();
                await CrashAsync(request, "after");
                return SimulatedResponse.Cut;
        }

        if (trouble is null)
        {
            return await watched.Answer();
        }

        ledger.Count($"{request.Service} {trouble.Name}");
        if (Ledger.IsTelling(request) || (Ledger.IsNote(request) && !trouble.IsMereDelay))
        {
            ledger.CountTellingTrouble();
        }

        return await trouble.Fault(watched);
    }

    private (Trouble? Trouble, End End) Take(SimulatedRequest request)
    {
        lock (gate)
        {
            if (brokenCodes.Contains(request.Query.GetValueOrDefault("code", "")))
            {
                return (Trouble.Broken, End.None);
            }

            return (TakeTrouble(request.Service), TakeDeath());
        }
    }

    private Trouble? TakeTrouble(ServiceName service)
    {
        if (!spells.TryGetValue(service, out var spell) || spell.Left == 0 || random.Next(100) >= spell.Percent)
        {
            return null;
        }

        spells[service] = spell with { Left = spell.Left - 1 };
        return spell.Trouble;
    }

    private End TakeDeath()
    {
        if (death is not { } planned)
        {
            return End.None;
        }

        death = planned.Left > 0 ? (planned.Left - 1, planned.IsAfterwards) : null;
        return planned.Left > 0 ? End.None
            : planned.IsAfterwards ? End.After
            : End.Before;
    }

    /// <summary>Has the request done, and notes what it did.</summary>
    private async Task<SimulatedResponse> DoAsync(Exchange exchange, Trouble? trouble)
    {
        var answer = await exchange.Answer();
        var request = exchange.Request;
        switch (request.Service, request.Operation)
        {
            case (ServiceName.ApprovalSite, "PressButton"):
                ledger.Pressed(request, answer);
                break;
            case (ServiceName.Sns, "Publish") when answer.Status == 200:
                ledger.Published(
                    new Publication(Notice.Read(request.Form.GetValueOrDefault("Subject", ""), request.Form["Message"]), !IsDeaf)
                    {
                        IsExcused = trouble is { IsDone: true },
                    }
                );
                break;
        }

        return answer;
    }

    private Task CrashAsync(SimulatedRequest request, string when)
    {
        ledger.Count($"killed {when} {request.Service} {request.Operation}");
        return crashAsync();
    }

    /// <summary>A trouble that lasts for so many requests and meets so many in a hundred of them.</summary>
    private sealed record Spell(Trouble Trouble, int Percent, int Left);

    private enum End
    {
        None,
        Before,
        After,
    }
}
