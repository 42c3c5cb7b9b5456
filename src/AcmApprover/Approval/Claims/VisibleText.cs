using System.Buffers;

namespace AcmApprover.Approval.Claims;

/// <summary>Text as its reader sees it.</summary>
internal static class VisibleText
{
    /// <summary>What has no width: a soft hyphen, joiners and the like. It would hide a label, and the reader of the mail sees
    /// one.</summary>
    private static readonly SearchValues<char> Invisible = SearchValues.Create(
        "\0\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e"
            + "\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064"
            + "\ufe00\ufe01\ufe02\ufe03\ufe04\ufe05\ufe06\ufe07\ufe08\ufe09\ufe0a\ufe0b\ufe0c\ufe0d\ufe0e\ufe0f\ufeff"
    );

    /// <summary>The text without what has no width.</summary>
    internal static string Of(string text) =>
        text.AsSpan().ContainsAny(Invisible) ? string.Concat(text.Where(c => !Invisible.Contains(c))) : text;
}
