using System.Buffers;
using AcmApprover.Identifiers;

namespace AcmApprover.Approval.Claims;

/// <summary>The ARNs of certificates that a text names, wherever they stand in it.</summary>
internal static class CertificateArns
{
    /// <summary>A notice names one certificate, or a handful.</summary>
    private const int Most = 20;

    /// <summary>An ARN has less than a hundred characters.</summary>
    private const int MaxLength = 150;

    private const string Start = "arn:";

    private static readonly SearchValues<char> Ends = SearchValues.Create(" \t\r\n\u00a0<>\"'()[]{},;|`");

    /// <summary>Adds the ARNs of <paramref name="text"/>, up to <see cref="Most"/> in all.</summary>
    internal static void AddTo(HashSet<CertificateArn> arns, string text)
    {
        for (var at = Next(text, 0); at >= 0 && arns.Count < Most; at = Next(text, at + Start.Length))
        {
            var word = text.AsSpan(at, Math.Min(MaxLength, text.Length - at));
            var length = word.IndexOfAny(Ends);
            if (CertificateArn.TryParse((length < 0 ? word : word[..length]).TrimEnd(".:"), out var arn))
            {
                arns.Add(arn);
            }
        }
    }

    private static int Next(string text, int from) => text.IndexOf(Start, from, StringComparison.Ordinal);
}
