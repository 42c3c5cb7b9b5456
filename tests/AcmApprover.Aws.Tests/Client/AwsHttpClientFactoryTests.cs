using System.Reflection;
using AcmApprover.Aws.Client;
using AcmApprover.Simulator;
using Amazon.Runtime;

namespace AcmApprover.Aws.Tests.Client;

public sealed class AwsHttpClientFactoryTests(Surroundings surroundings) : InTheWorld(surroundings)
{
    [Fact]
    public void Every_client_gets_its_HTTP_client_here()
    {
        var configs = Directory
            .EnumerateFiles(AppContext.BaseDirectory, "A*.dll")
            .Select(path => Assembly.Load(AssemblyName.GetAssemblyName(path)))
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.IsSubclassOf(typeof(ClientConfig)) && !type.IsAbstract && type.GetConstructor([]) is not null)
            .ToList();

        Assert.Contains(configs, type => type.Name == "AmazonSecurityTokenServiceConfig");
        Assert.All(configs, type => Assert.IsType<AwsHttpClientFactory>(((ClientConfig)Activator.CreateInstance(type)!).HttpClientFactory));
    }

    [Fact]
    public async Task A_body_over_the_limit_is_a_failure_and_is_not_requested_again()
    {
        var bucket = await Surroundings.BucketAsync(Backend.Simulator);
        World.S3.Put(bucket.Name, "huge", new byte[8 * 1024 * 1024 + 1]);
        World.Requests.Clear();

        var e = await Assert.ThrowsAsync<AmazonClientException>(() => bucket.Client.GetObjectAsync(bucket.Name, "huge"));

        Assert.Equal("127.0.0.1 answers with a body of more than 8388608 bytes.", e.Message);
        Assert.Single(World.Requests.Of(ServiceName.S3, "GetObject"));
    }

    [Fact]
    public async Task The_length_that_HEAD_states_is_not_that_of_a_body()
    {
        var bucket = await Surroundings.BucketAsync(Backend.Simulator);
        World.S3.Put(bucket.Name, "huge", new byte[8 * 1024 * 1024 + 1]);

        Assert.Equal(8 * 1024 * 1024 + 1, (await bucket.Client.GetObjectMetadataAsync(bucket.Name, "huge")).ContentLength);
    }
}
