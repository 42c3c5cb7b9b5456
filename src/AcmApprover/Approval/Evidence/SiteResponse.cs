namespace AcmApprover.Approval.Evidence;

/// <summary>What the approval site sent, as it sent it.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="MediaType">The media type of <c>Content-Type</c>, without its parameters; null if there is none.</param>
/// <param name="Body">The body; null if it is longer than <see cref="BodyLimit"/>.</param>
/// <param name="Cookies">Its <c>Set-Cookie</c> headers.</param>
public sealed record SiteResponse(int Status, string? MediaType, string? Body, IReadOnlyList<string> Cookies)
{
    /// <summary>The <c>charset</c> parameter of <c>Content-Type</c>; null if there is none. The body is read as UTF-8 in any
    /// case.</summary>
    public string? Charset { get; init; }

    /// <summary>512 KiB. A body that reaches it is not Amazon's page, which has a few kilobytes.</summary>
    public const int BodyLimit = 512 * 1024;

    /// <summary>The answers that say that the link itself is no good: expired, unknown, withdrawn.</summary>
    public bool IsRejection => Status is 400 or 404 or 410;

    /// <summary>Transient failures: the same request may succeed later.</summary>
    public bool IsTransient => Status is 429 or >= 500;

    /// <summary>The answer without its body and cookies: a form's hidden fields hold the link's secrets.</summary>
    public override string ToString() =>
        $"{Status} {MediaType} ({Body?.Length ?? BodyLimit:N0} characters{(Body is null ? " or more" : "")})";
}
