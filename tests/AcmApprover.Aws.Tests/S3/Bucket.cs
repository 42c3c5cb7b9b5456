using Amazon.S3;
using Amazon.S3.Model;

namespace AcmApprover.Aws.Tests.S3;

/// <summary>A bucket, and a client to look into it with.</summary>
public sealed class Bucket(string name, IAmazonS3 client)
{
    public string Name => name;

    public IAmazonS3 Client => client;

    public async Task PutAsync(string key, byte[] body)
    {
        using var stream = new MemoryStream(body);
        await client.PutObjectAsync(
            new PutObjectRequest
            {
                BucketName = name,
                Key = key,
                InputStream = stream,
            }
        );
    }

    public Task PutAsync(string key, string body) => PutAsync(key, System.Text.Encoding.UTF8.GetBytes(body));

    public async Task<string> TextAsync(string key)
    {
        using var response = await client.GetObjectAsync(name, key);
        using var reader = new StreamReader(response.ResponseStream);
        return await reader.ReadToEndAsync();
    }

    public async Task<IReadOnlyList<string>> KeysAsync() =>
        [.. (await client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = name })).S3Objects?.Select(item => item.Key) ?? []];
}
