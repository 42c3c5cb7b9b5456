using System.Diagnostics.CodeAnalysis;
using System.Text;
using AcmApprover.Text;

namespace AcmApprover.Identifiers;

/// <summary>
/// An AWS region by its code (<c>eu-west-1</c>), and the partition it lies in. Read by shape, so that a region opened
/// tomorrow is one too; it says nothing of whether ACM is there.
/// </summary>
public sealed record Region
{
    private const int MaxLength = 32;

    private Region(string value) => Value = value;

    /// <summary>The code in lower case.</summary>
    public string Value { get; }

    /// <summary>
    /// The partition as ARNs spell it, from the code's first label or labels (AWS General Reference, "Amazon Resource Names").
    /// </summary>
    public string Partition =>
        Value switch
        {
            _ when Value.StartsWith("cn-", StringComparison.Ordinal) => "aws-cn",
            _ when Value.StartsWith("us-gov-", StringComparison.Ordinal) => "aws-us-gov",
            _ when Value.StartsWith("eusc-", StringComparison.Ordinal) => "aws-eusc",
            _ when Value.StartsWith("us-isob-", StringComparison.Ordinal) => "aws-iso-b",
            _ when Value.StartsWith("eu-isoe-", StringComparison.Ordinal) => "aws-iso-e",
            _ when Value.StartsWith("us-isof-", StringComparison.Ordinal) => "aws-iso-f",
            _ when Value.StartsWith("us-iso-", StringComparison.Ordinal) => "aws-iso",
            _ => "aws",
        };

    /// <summary>
    /// The host of the approval site for certificates of this region (ACM user guide, email-automation, of both partitions).
    /// For partitions whose guide names no host, this is the commercial form, which nobody but Amazon can serve.
    /// </summary>
    public string ApprovalHost => Partition == "aws-cn" ? $"{Value}.acm-certificates.amazonaws.cn" : $"{Value}.acm-certificates.amazon.com";

    /// <summary>Reads a region code; false for anything that has not the shape of one.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out Region? region)
    {
        region = null;
        if (text.Length > MaxLength)
        {
            return false;
        }

        var labels = 0;
        var last = text;
        foreach (var range in text.Split('-'))
        {
            last = text[range];
            labels++;
            var isFirst = labels == 1;
            if (last.Length < (isFirst ? 2 : 1) || last.ContainsAnyExcept(isFirst ? Letters : LettersAndDigits))
            {
                return false;
            }
        }

        if (labels < 3 || last.ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        Span<char> lower = stackalloc char[text.Length];
        Ascii.ToLower(text, lower, out _);
        region = new Region(lower.ToString());
        return true;
    }

    /// <summary>Reads a region that is known to be one; for regions in code.</summary>
    /// <exception cref="FormatException">It is not one.</exception>
    public static Region Parse(string text) =>
        TryParse(text, out var region)
            ? region
            : throw new FormatException($"'{OutsideText.Quote(text)}' is not a region such as eu-west-1");

    /// <summary>The code.</summary>
    public override string ToString() => Value;

    private static readonly System.Buffers.SearchValues<char> Letters = System.Buffers.SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    );

    private static readonly System.Buffers.SearchValues<char> LettersAndDigits = System.Buffers.SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    );
}
