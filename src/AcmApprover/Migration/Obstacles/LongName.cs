using AcmApprover.Identifiers;
using AcmApprover.Migration.Publishing;

namespace AcmApprover.Migration.Obstacles;

/// <summary>The validation record's name would be longer than a name can be (RFC 1035, section 2.3.4).</summary>
internal static class LongName
{
    internal static readonly ObstacleKind Kind = new(
        "name-too-long",
        ObstacleWeight.Blocks,
        "the name of the validation record would be longer than 253 octets"
    );

    internal static Obstacle? Find(CandidateName name) =>
        name.Record is null && ValidationRecord.HostOf(name.Domain).Length + LabelLength > RecordName.MaxLength
            ? Kind.Saw(
                $"{name.Domain} has {name.Domain.Value.Length} octets, and ACM puts a label of {LabelLength - 1} before it",
                "request a new certificate with a shorter name, or a wildcard above it"
            )
            : null;

    /// <summary>An underscore, 32 hexadecimal digits and a dot, as in every record that ACM tells.</summary>
    private const int LabelLength = 34;
}
