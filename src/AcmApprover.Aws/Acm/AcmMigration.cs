using System.Text.Json;
using AcmApprover.Aws.Client;
using AcmApprover.Estate;
using AcmApprover.Identifiers;
using AcmApprover.Migration.Progress;
using AcmApprover.Migration.Publishing;
using AcmApprover.Migration.Switching;
using Amazon.Runtime;

namespace AcmApprover.Aws.Acm;

/// <summary>
/// The switch to DNS validation in one region of one account (ACM API reference, UpdateCertificateOptions,
/// ListCertificateDomainValidations). Needs <c>acm:UpdateCertificateOptions</c> to start one, else <c>acm:DescribeCertificate</c> and
/// <c>acm:ListCertificateDomainValidations</c>.
/// </summary>
/// <param name="session">Whose ACM, and where.</param>
public sealed class AcmMigration(AwsSession session) : IMethodSwitch, IMigrationFacts, IDisposable
{
    private readonly AwsClient client = new(AcmClient.Service, session);

    /// <inheritdoc/>
    public async Task<SwitchAnswer> StartAsync(CertificateArn certificate, CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync(
                new AwsCall("UpdateCertificateOptions")
                {
                    Json = json =>
                    {
                        json.WriteString("CertificateArn", certificate.ToString());
                        json.WriteStartObject("Options");
                        json.WriteString("ValidationMethod", "DNS");
                        json.WriteEndObject();
                    },
                },
                cancellationToken
            );
            return new SwitchAnswer.Started();
        }
        catch (AmazonServiceException e) when (AwsCalls.IsDenied(e))
        {
            return new SwitchAnswer.Denied("acm:UpdateCertificateOptions", e.Message);
        }
        catch (AmazonServiceException e) when (e.ErrorCode == "ConflictException")
        {
            return new SwitchAnswer.AlreadyRunning();
        }
        catch (AmazonServiceException e)
            when (e.ErrorCode
                    is "InvalidStateException"
                        or "ValidationException"
                        or "ResourceNotFoundException"
                        or "InvalidArnException"
                        or "LimitExceededException"
            )
        {
            return new SwitchAnswer.Refused($"{e.Message} ({e.ErrorCode})");
        }
    }

    /// <inheritdoc/>
    public async Task<MigrationFacts?> ReadAsync(CertificateArn certificate, CancellationToken cancellationToken)
    {
        JsonElement detail;
        try
        {
            var answer = await RunAsync(CallFor("DescribeCertificate", certificate), cancellationToken);
            detail = answer.Json.Member("Certificate") ?? throw answer.Without("Certificate");
        }
        catch (AmazonServiceException e) when (e.ErrorCode == "ResourceNotFoundException")
        {
            return null;
        }

        if (CertificateFactsReader.ReadDescribed(detail) is not { } facts)
        {
            return null;
        }

        var names = await ListAsync(certificate, cancellationToken);
        return new MigrationFacts
        {
            Certificate = facts,
            Type = detail.Text("Type") ?? "",
            ManagedBy = detail.Text("ManagedBy"),
            Update = ReadUpdate(detail.Member("UpdateSummary")),
            Names = names ?? [.. detail.List("DomainValidationOptions").Select(ReadOption).OfType<NameConfiguration>()],
            IsFallBack = names is null,
        };
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    /// <summary>The configuration of each name; null where the caller may not list it, or this ACM does not have the operation.</summary>
    private async Task<IReadOnlyList<NameConfiguration>?> ListAsync(CertificateArn certificate, CancellationToken cancellationToken)
    {
        List<NameConfiguration> names = [];
        string? token = null;
        do
        {
            var call = new AwsCall("ListCertificateDomainValidations")
            {
                Json = json =>
                {
                    json.WriteString("CertificateArn", certificate.ToString());
                    json.WriteText("NextToken", token);
                },
            };
            AwsAnswer page;
            try
            {
                page = await RunAsync(call, cancellationToken);
            }
            catch (AmazonServiceException e) when (AwsCalls.IsDenied(e) || e.ErrorCode == "UnknownOperationException")
            {
                return null;
            }

            names.AddRange(page.Json.List("DomainValidationSummaryList").Select(ReadSummary).OfType<NameConfiguration>());
            token = page.Json.Text("NextToken");
        } while (token is not null);

        return names;
    }

    private Task<AwsAnswer> RunAsync(AwsCall call, CancellationToken cancellationToken) =>
        AwsCalls.RunAsync($"ACM in {session.Region}", token => client.CallAsync(call, token), cancellationToken);

    private static AwsCall CallFor(string operation, CertificateArn certificate) =>
        new(operation) { Json = json => json.WriteString("CertificateArn", certificate.ToString()) };

    private static NameConfiguration? ReadSummary(JsonElement summary)
    {
        if (!DomainName.TryParse(summary.Text("DomainName"), out var domain))
        {
            return null;
        }

        var active = summary.Member("ActiveValidationConfiguration") ?? default;
        var requested = summary.Member("RequestedValidationConfiguration");
        return new NameConfiguration(
            domain,
            MethodOf(active.Text("ValidationMethod")),
            requested is { } asked ? MethodOf(asked.Text("ValidationMethod")) : null,
            RecordOf(domain, Challenge(requested ?? default)) ?? RecordOf(domain, Challenge(active))
        );

        static JsonElement? Challenge(JsonElement configuration) =>
            ((configuration.Member("ValidationChallenge") ?? default).Member("DnsValidationChallenge") ?? default).Member("ResourceRecord");
    }

    private static NameConfiguration? ReadOption(JsonElement option) =>
        DomainName.TryParse(option.Text("DomainName"), out var domain)
            ? new NameConfiguration(
                domain,
                MethodOf(option.Text("ValidationMethod")),
                null,
                RecordOf(domain, option.Member("ResourceRecord"))
            )
            : null;

    private static ValidationRecord? RecordOf(DomainName domain, JsonElement? record) =>
        record is { } found && ValidationRecord.TryParse(domain, found.Text("Name"), found.Text("Value"), out var parsed) ? parsed : null;

    private static EstateMethod MethodOf(string? method) =>
        method switch
        {
            "EMAIL" => EstateMethod.Email,
            "DNS" => EstateMethod.Dns,
            "HTTP" => EstateMethod.Http,
            _ => EstateMethod.Unknown,
        };

    private static MethodUpdate? ReadUpdate(JsonElement? summary) =>
        summary is { } update
        && update.Text("Type") is "DOMAIN_VALIDATION_METHOD"
        && CertificateFactsReader.TimeOf(update, "RequestedAt") is { } requestedAt
            ? new MethodUpdate(
                update.Text("Status") switch
                {
                    "SUCCESS" => MethodUpdateStatus.Succeeded,
                    "FAILED" => MethodUpdateStatus.Failed,
                    _ => MethodUpdateStatus.Pending,
                },
                requestedAt,
                CertificateFactsReader.TimeOf(update, "UpdatedAt")
            )
            : null;
}
