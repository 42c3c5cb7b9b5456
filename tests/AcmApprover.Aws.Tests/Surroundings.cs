using AcmApprover.Aws.Client;
using AcmApprover.Aws.S3;
using AcmApprover.Aws.Tests.S3;
using AcmApprover.Simulator;
using AcmApprover.Testing;
using Amazon.Runtime;
using Amazon.S3;

[assembly: AssemblyFixture(typeof(AcmApprover.Aws.Tests.Surroundings))]
// The world, its faults and the environment are one for all tests.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace AcmApprover.Aws.Tests;

/// <summary>
/// The world that this process is put into by the variables that any program is: the simulator, and beside it moto, once a test
/// asks for it.
/// </summary>
public sealed class Surroundings : IAsyncLifetime
{
    public const string Own = "111122223333";
    public const string Other = "444455556666";
    public const string Home = "eu-west-1";
    private SimulatedWorld? world;
    private AmazonS3Client? simulatedS3;
    private MotoServer? moto;
    private AmazonS3Client? motoS3;
    private int buckets;

    public SimulatedWorld World => world!;

    public async ValueTask InitializeAsync()
    {
        AwsHttpClientFactory.UseForAllClients();
        world = await SimulatedWorld.StartAsync(new WorldOptions { Account = Own, Region = Home });
        ThisProcess.Enter(world);
    }

    public async ValueTask DisposeAsync()
    {
        simulatedS3?.Dispose();
        motoS3?.Dispose();
        await World.DisposeAsync();
        if (moto is not null)
        {
            await moto.DisposeAsync();
        }
    }

    public async Task<MotoServer> MotoAsync() => moto ??= await MotoServer.StartAsync();

    /// <summary>A new bucket.</summary>
    public async Task<Bucket> BucketAsync(Backend backend)
    {
        var name = $"mail-of-ours-{++buckets}";
        if (backend is Backend.Simulator)
        {
            World.S3.AddBucket(name);
            return new Bucket(name, simulatedS3 ??= S3MailStore.CreateClient(AwsSession.OfProcess));
        }

        motoS3 ??= new AmazonS3Client(
            new BasicAWSCredentials("AKIAEXAMPLE", "secret"),
            new AmazonS3Config
            {
                ServiceURL = (await MotoAsync()).Endpoint.OriginalString,
                ForcePathStyle = true,
                AuthenticationRegion = "us-east-1",
            }
        );
        await motoS3.PutBucketAsync(name);
        return new Bucket(name, motoS3);
    }
}

/// <summary>Whose S3 it is.</summary>
public enum Backend
{
    Simulator,
    Moto,
}
