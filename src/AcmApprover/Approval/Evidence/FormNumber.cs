using System.Globalization;

namespace AcmApprover.Approval.Evidence;

/// <summary>The value of a number field: browsers empty it where it is no number (HTML standard, "value sanitization algorithm").</summary>
internal static class FormNumber
{
    /// <summary>The value that is sent.</summary>
    internal static string Sanitise(string text) => IsNumber(text, NumberStyles.None) ? text : "";

    /// <summary>Whether a value has an exponent: what is too large then, browsers say in their own ways.</summary>
    internal static bool IsUnclear(string text) => !IsNumber(text, NumberStyles.None) && IsNumber(text, NumberStyles.AllowExponent);

    /// <summary>The standard's "valid floating-point number", which has no plus sign, no white space and no point at its end.</summary>
    private static bool IsNumber(string text, NumberStyles more) =>
        text is ['-' or '.' or (>= '0' and <= '9'), ..] and [.., >= '0' and <= '9']
        && !text.Contains(".e", StringComparison.OrdinalIgnoreCase)
        && double.TryParse(
            text,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | more,
            CultureInfo.InvariantCulture,
            out _
        );
}
