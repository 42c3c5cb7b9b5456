using AcmApprover.Simulator;
using AcmApprover.Simulator.Lambda;
using AcmApprover.Simulator.S3;
using AcmApprover.Simulator.Ses;
using AcmApprover.Testing;

namespace AcmApprover.Cli.Tests;

/// <summary>A stack that receives, its function, and the post.</summary>
internal sealed class ProbeWorld : IAsyncDisposable
{
    private readonly DoctorWorld doctor;
    private readonly SimulatedPost post;
    private readonly FunctionProcess? function;

    private ProbeWorld(DoctorWorld doctor, Action<DoctorWorld>? change, bool hasFunction)
    {
        this.doctor = doctor;
        change?.Invoke(doctor);
        post = SimulatedPost.Start(doctor.World);
        doctor.Settings["ACM_APPROVER_OPERATOR_TOPIC_ARN"] = DoctorWorld.Topic;
        doctor.Settings["ACM_APPROVER_BUCKET"] = DoctorWorld.Bucket;
        World.Functions.Configure("111122223333", "eu-west-1", "acm-approver", doctor.Settings);
        function = hasFunction ? World.StartFunction(FunctionUnderTest.Path, doctor.Settings) : null;
    }

    internal SimulatedWorld World => doctor.World;

    internal static async Task<ProbeWorld> StartAsync(Action<DoctorWorld>? change = null, bool hasFunction = true) =>
        new(await DoctorWorld.StartAsync(), change, hasFunction);

    /// <summary>Waits until the function has recorded all five mails of the probe.</summary>
    internal async Task UntilAllCopiesAreRecordedAsync()
    {
        while (Records().Count(record => record.Key.Contains("/copies/", StringComparison.Ordinal)) < 5)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private IReadOnlyList<KeyValuePair<string, StoredObject>> Records() => World.S3.Objects(DoctorWorld.Bucket, "decisions/probes/");

    internal Task<Transcript> ProbeAsync(params string[] arguments) => Transcript.OfAsync(World, Arguments(arguments));

    internal string[] Arguments(params string[] arguments) =>
        ["probe", .. arguments, "--stack", "acm-approver", "--dns", $"{doctor.Names.Endpoint}"];

    public async ValueTask DisposeAsync()
    {
        await post.DisposeAsync();
        if (function is not null)
        {
            await function.DisposeAsync();
        }

        await doctor.DisposeAsync();
    }
}
