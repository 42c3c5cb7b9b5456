using System.Text.Json;
using System.Text.Json.Serialization;
using AcmApprover.Approval.Verdicts;

namespace AcmApprover.Approval.Records;

/// <summary>
/// The record of what became of one mail, as it is answered, logged and stored: JSON of the schema
/// <c>acm-approver/decision/v1</c>. It never holds a link or any part of one.
/// </summary>
public sealed record Decision
{
    /// <summary>The schema that the JSON is of.</summary>
    public const string CurrentSchema = "acm-approver/decision/v1";

    /// <inheritdoc cref="CurrentSchema"/>
    public string Schema { get; init; } = CurrentSchema;

    /// <summary>The mail.</summary>
    public required MailRecord Mail { get; init; }

    /// <summary>What it claims; null if it claims nothing.</summary>
    public ClaimRecord? Claim { get; init; }

    /// <summary>What became of it.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary><c>alert</c>, <c>warning</c> or <c>notice</c> for a referral, else null.</summary>
    public string? Severity { get; init; }

    /// <summary>Every rule that failed; empty unless it was referred.</summary>
    public IReadOnlyList<ReasonRecord> Reasons { get; init; } = [];

    /// <summary>Whether nothing was to be done for real.</summary>
    public required bool DryRun { get; init; }

    /// <summary><c>approve</c> or <c>notify</c>.</summary>
    public required string Mode { get; init; }

    /// <summary>When it was decided.</summary>
    [JsonConverter(typeof(UtcConverter))]
    public required DateTimeOffset DecidedAt { get; init; }

    /// <summary>How long that took, in milliseconds.</summary>
    public required long DurationMs { get; init; }

    /// <summary>The id of the Lambda invocation, or of the command's run.</summary>
    public required string RequestId { get; init; }

    /// <summary>The version of the program that decided, such as <c>0.1.0+</c> and the commit that it was built from; null in a record from
    /// before there was this member.</summary>
    public string? Version { get; init; }
}

/// <summary>The mail of a decision.</summary>
/// <param name="Bucket">The bucket, or null for a file.</param>
/// <param name="Key">The object's key, or the file's path.</param>
/// <param name="MessageId">The mail's own id, if it has one.</param>
/// <param name="ReceivedAt">When SES received it; of a mail that SES did not write on, its own Date; else when it was stored.</param>
/// <param name="From">The sender's address, or addresses.</param>
/// <param name="Recipient">The address that it was delivered to, else the first that it is addressed to.</param>
/// <param name="Subject">The subject.</param>
public sealed record MailRecord(
    string? Bucket,
    string Key,
    string? MessageId,
    [property: JsonConverter(typeof(UtcConverter))] DateTimeOffset ReceivedAt,
    string? From,
    string? Recipient,
    string? Subject
);

/// <summary>The claim of a mail. A member is null if the mail does not have it, or contradicts itself on it.</summary>
/// <param name="Domain">The name to be validated.</param>
/// <param name="AccountId">The account.</param>
/// <param name="Region">The region.</param>
/// <param name="CertificateArn">The certificate.</param>
/// <param name="Kind"><c>new</c>, <c>renewal</c> or <c>unknown</c>.</param>
public sealed record ClaimRecord(string? Domain, string? AccountId, string? Region, string? CertificateArn, string Kind);

/// <summary>One reason of a referral.</summary>
/// <param name="Code">The rule's stable code.</param>
/// <param name="Detail">What was seen.</param>
public sealed record ReasonRecord(string Code, string Detail);

/// <summary>Reads and writes decisions, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Decision))]
public sealed partial class DecisionJson : JsonSerializerContext;

/// <summary>Instants as <c>2026-11-23T12:00:00Z</c>, whatever their offset.</summary>
public sealed class UtcConverter : JsonConverter<DateTimeOffset>
{
    /// <inheritdoc/>
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime);
}
