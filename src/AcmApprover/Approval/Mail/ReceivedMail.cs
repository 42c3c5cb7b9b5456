namespace AcmApprover.Approval.Mail;

/// <summary>A message as text: its envelope, what SES wrote on it, and its readable parts. Nothing in it is proven.</summary>
public sealed record ReceivedMail
{
    /// <summary>Where it lies.</summary>
    public required MailSource Source { get; init; }

    /// <summary>When it was received, as far as is known: <see cref="ReceivedAtSource"/> says by what.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Who says when it was received.</summary>
    public ReceivedAtSource ReceivedAtSource { get; init; }

    /// <summary>The <c>Message-Id</c> without its angle brackets, if it has one.</summary>
    public string? MessageId { get; init; }

    /// <summary>The decoded subject; empty if it has none.</summary>
    public string Subject { get; init; } = "";

    /// <summary>Every address of every <c>From</c> header, and "(unreadable)" for one that cannot be read. An honest mail has
    /// one.</summary>
    public IReadOnlyList<string> From { get; init; } = [];

    /// <summary>The addresses of <c>To</c> and <c>Cc</c>, and the one that SES delivered to.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    /// <summary>What SES wrote on top; null if SES did not write on it.</summary>
    public SesHeaders? Ses { get; init; }

    /// <summary>The decoded texts of the <c>text/plain</c> parts that are not attachments.</summary>
    public IReadOnlyList<string> Texts { get; init; } = [];

    /// <summary>The decoded texts of the <c>text/html</c> parts that are not attachments.</summary>
    public IReadOnlyList<string> Htmls { get; init; } = [];

    /// <summary>Why the body cannot be relied on: over the size limit, too many or too deep parts, or none with text; else null.</summary>
    public string? Unreadable { get; init; }

    /// <summary>
    /// Of a mail that cannot be relied on, what its bytes say as they stand, as quoted-printable and as base64, headers and all: to know
    /// it by, and for nothing else. Empty otherwise.
    /// </summary>
    public IReadOnlyList<string> RawTexts { get; init; } = [];
}
