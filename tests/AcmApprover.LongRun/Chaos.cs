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
        [ServiceName.S3, ServiceName.Acm, ServiceName.Sts, ServiceName.Sns, ServiceName.ApprovalSite];
    private readonly Random random;
    private readonly Ledger ledger;
    private readonly Action crash;
    private readonly Lock gate = new();
    private readonly Dictionary<ServiceName, (Trouble Trouble, int Percent, int Left)> weather = [];
    private readonly HashSet<string> deadCodes = new(StringComparer.Ordinal);
    private (int In, bool Afterwards)? kill;

    public Chaos(SimulatedWorld world, Random random, Ledger ledger, Action crash)
    {
        (this.random, this.ledger, this.crash) = (random, ledger, crash);
        foreach (var service in Services.Append(ServiceName.Lambda))
        {
            world.Faults.Add(service, null, AnswerAsync, int.MaxValue);
        }
    }

    /// <summary>Whether nobody listens to the topic.</summary>
    public bool IsDeaf { get; set; }

    /// <summary>The site answers 500 for this link, for ever.</summary>
    public void Doom(string code) => deadCodes.Add(code);

    /// <summary>Draws what happens to the next invocation.</summary>
    public void Draw(bool isCalm)
    {
        lock (gate)
        {
            weather.Clear();
            kill = null;
            if (isCalm || random.Next(100) < 60)
            {
                return;
            }

            for (var i = random.Next(3); i >= 0; i--)
            {
                var left = random.Next(3) == 0 ? int.MaxValue : 1 + random.Next(6);
                var trouble = Trouble.All[random.Next(Trouble.All.Count)];
                weather[Services[random.Next(Services.Length)]] = (trouble, random.Next(2) == 0 ? 100 : 50, left);
            }

            if (random.Next(100) < 25)
            {
                kill = (random.Next(14), random.Next(2) == 0);
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

        if (deadCodes.Contains(request.Query.GetValueOrDefault("code", "")))
        {
            return await Misbehave.Error(500)(exchange);
        }

        var (trouble, isEnd, isAfterwards) = Take(request.Service);
        var watched = exchange with { Answer = () => DoAsync(exchange, trouble) };
        if (isEnd && !isAfterwards)
        {
            Crash(request, "before");
            return SimulatedResponse.Cut;
        }

        if (isEnd)
        {
            var answer = await watched.Answer();
            Crash(request, "after");
            return answer;
        }

        if (trouble is null)
        {
            return await watched.Answer();
        }

        ledger.Count($"{request.Service} {trouble.Name}");
        return await trouble.Fault(watched);
    }

    private (Trouble? Trouble, bool IsEnd, bool IsAfterwards) Take(ServiceName service)
    {
        lock (gate)
        {
            var isEnd = kill is { In: 0 };
            var isAfterwards = kill is { Afterwards: true };
            kill = kill is { } planned ? isEnd ? null : (planned.In - 1, planned.Afterwards) : null;
            if (!weather.TryGetValue(service, out var here) || here.Left == 0 || random.Next(100) >= here.Percent)
            {
                return (null, isEnd, isAfterwards);
            }

            weather[service] = here with { Left = here.Left - 1 };
            return (here.Trouble, isEnd, isAfterwards);
        }
    }

    private async Task<SimulatedResponse> DoAsync(Exchange exchange, Trouble? trouble)
    {
        var answer = await exchange.Answer();
        var request = exchange.Request;
        switch (request.Service, request.Operation)
        {
            case (ServiceName.ApprovalSite, "PressButton"):
                var form = request.Form;
                ledger.Pressed(form.GetValueOrDefault("validationToken") ?? form.GetValueOrDefault("validation_token", ""), answer);
                break;
            case (ServiceName.Sns, "Publish") when answer.Status == 200:
                var message = Notice.Read(request.Form.GetValueOrDefault("Subject", ""), request.Form["Message"]);
                ledger.Published(new Publication(message, !IsDeaf) { IsExcused = trouble is { IsDone: true } });
                break;
        }

        return answer;
    }

    private void Crash(SimulatedRequest request, string when)
    {
        ledger.Count($"killed {when} {request.Service} {request.Operation}");
        crash();
    }
}
