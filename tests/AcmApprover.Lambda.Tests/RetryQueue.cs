using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AcmApprover.Simulator.Aws;
using AcmApprover.Testing;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace AcmApprover.Lambda.Tests;

/// <summary>
/// The template's retry queue in the simulated SQS, with what AWS does around it: Lambda takes one message at a time out of it and
/// deletes those that the function does not name as failed (Lambda developer guide, services-sqs-errorhandling); SQS moves one that was
/// received too often to the dead-letter queue instead of giving it out again (SQS developer guide, sqs-dead-letter-queues).
/// </summary>
internal sealed class RetryQueue : IDisposable
{
    private static readonly string Template = RepositoryFiles.Read("template.yaml");

    private readonly FunctionWorld function;
    private readonly AmazonSQSClient sqs;
    private readonly Dictionary<string, int> receives = new(StringComparer.Ordinal);
    private readonly string url;
    private readonly string deadLetters;

    public RetryQueue(FunctionWorld function)
    {
        this.function = function;
        var world = function.World;
        url = world.Sqs.AddQueue(FunctionWorld.Own, "retry");
        deadLetters = world.Sqs.AddQueue(FunctionWorld.Own, "dead-letters");
        sqs = new AmazonSQSClient(
            new BasicAWSCredentials(Accounts.AccessKeyOf(FunctionWorld.Own), Accounts.SecretKey),
            new AmazonSQSConfig
            {
                ServiceURL = world.Sqs.Endpoint.OriginalString,
                AuthenticationRegion = FunctionWorld.Region,
                HttpClientFactory = new TrustingClients(world.AuthorityFile),
            }
        );
    }

    /// <summary>How long a message is hidden between two tries.</summary>
    public static TimeSpan Pause { get; } = TimeSpan.FromSeconds(Number("VisibilityTimeout"));

    /// <summary>How often a message is tried.</summary>
    public static int Tries { get; } = Number("maxReceiveCount");

    public IReadOnlyList<string> Waiting => function.World.Sqs.Bodies(url);

    public IReadOnlyList<string> Dead => function.World.Sqs.Bodies(deadLetters);

    public void Send(string body) => function.World.Sqs.Send(url, body);

    /// <summary>Hands every message that is in sight to the function.</summary>
    /// <returns>How many messages that were.</returns>
    public async Task<int> PollAsync()
    {
        var count = 0;
        var request = new ReceiveMessageRequest
        {
            QueueUrl = url,
            MaxNumberOfMessages = 1,
            VisibilityTimeout = (int)Pause.TotalSeconds,
        };
        while ((await sqs.ReceiveMessageAsync(request)).Messages is [var message])
        {
            count++;
            receives[message.MessageId] = receives.GetValueOrDefault(message.MessageId) + 1;
            if (receives[message.MessageId] > Tries)
            {
                function.World.Sqs.Send(deadLetters, message.Body);
                await sqs.DeleteMessageAsync(url, message.ReceiptHandle);
            }
            else if (!await IsFailureAsync(message))
            {
                await sqs.DeleteMessageAsync(url, message.ReceiptHandle);
            }
        }

        return count;
    }

    public void Dispose() => sqs.Dispose();

    private async Task<bool> IsFailureAsync(Message message)
    {
        var result = await function.World.Lambda.InvokeAsync(Event(message), TimeSpan.FromSeconds(60));
        return result.Payload is null
            || result.Answer()["batchItemFailures"]!.AsArray().Any(f => f!["itemIdentifier"]!.GetValue<string>() == message.MessageId);
    }

    private static string Event(Message message) =>
        new JsonObject
        {
            ["Records"] = new JsonArray(
                new JsonObject
                {
                    ["messageId"] = message.MessageId,
                    ["receiptHandle"] = message.ReceiptHandle,
                    ["body"] = message.Body,
                    ["attributes"] = new JsonObject { ["ApproximateReceiveCount"] = "1" },
                    ["messageAttributes"] = new JsonObject(),
                    ["md5OfBody"] = message.MD5OfBody,
                    ["eventSource"] = "aws:sqs",
                    ["eventSourceARN"] = $"arn:aws:sqs:{FunctionWorld.Region}:{FunctionWorld.Own}:retry",
                    ["awsRegion"] = FunctionWorld.Region,
                }
            ),
        }.ToJsonString();

    private static int Number(string name) =>
        int.Parse(Regex.Match(Template, $@"\b{name}: (\d+)").Groups[1].Value, CultureInfo.InvariantCulture);

    /// <summary>Clients that trust the simulated world's authority, which this process does not otherwise know.</summary>
    private sealed class TrustingClients(string authorityFile) : HttpClientFactory
    {
        [SuppressMessage("Reliability", "CA2000", Justification = "The client that is returned disposes of its handler.")]
        public override HttpClient CreateHttpClient(IClientConfig clientConfig)
        {
            var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            trust.CustomTrustStore.Add(X509Certificate2.CreateFromPem(File.ReadAllText(authorityFile)));
            return new HttpClient(
                new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = trust } }
            );
        }
    }
}
