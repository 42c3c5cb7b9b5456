namespace AcmApprover.Approval.Claims;

/// <summary>How an element's text stands in the text around it.</summary>
internal enum HtmlDisplay
{
    /// <summary>In the same line.</summary>
    Inline,

    /// <summary>In the same line, as a box of its own.</summary>
    Box,

    /// <summary>On lines of its own.</summary>
    Block,
}
