using AcmApprover.Approval.Verdicts;

namespace AcmApprover.Cli.Commands.Demo;

/// <summary>A scene of the demo: mails that arrive, and what must become of them.</summary>
/// <param name="Title">What happens.</param>
internal sealed record Scene(string Title)
{
    /// <summary>The mails, in the order of their arrival.</summary>
    public required IReadOnlyList<SceneMail> Mails { get; init; }

    /// <summary>The certificate that it is about; null if there is none.</summary>
    public SceneCertificate? Certificate { get; init; }

    /// <summary>The one notification that the operator must get of it, as severity, name and reasons; null if none.</summary>
    public string? Notice { get; init; }
}

/// <summary>A mail of a scene.</summary>
/// <param name="Id">Its id, unique in the demo.</param>
/// <param name="Recipient">Whom it was delivered to.</param>
/// <param name="Bytes">The mail as SES stores it.</param>
/// <param name="Expected">What must become of it.</param>
internal sealed record SceneMail(string Id, string Recipient, byte[] Bytes, Expected Expected)
{
    /// <summary>The key of the object in the mail bucket.</summary>
    public string Key => $"inbound/{Id}";
}

/// <summary>What must become of a mail.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Severity">How loudly it is told; null if it is not.</param>
/// <param name="Reasons">The reasons, in their order.</param>
internal sealed record Expected(Outcome Outcome, Severity? Severity = null, params IReadOnlyList<ReasonCode> Reasons)
{
    internal static Expected Approved { get; } = new(Outcome.Approved);

    internal static Expected AlreadyApproved { get; } = new(Outcome.AlreadyApproved);

    internal static Expected Ignored { get; } = new(Outcome.Ignored);

    internal static Expected Alert(params IReadOnlyList<ReasonCode> reasons) =>
        new(Outcome.Referred, Approval.Verdicts.Severity.Alert, reasons);

    internal static Expected Warning(params IReadOnlyList<ReasonCode> reasons) =>
        new(Outcome.Referred, Approval.Verdicts.Severity.Warning, reasons);
}

/// <summary>The certificate of a scene.</summary>
/// <param name="Arn">Its ARN.</param>
/// <param name="Names">Its names.</param>
/// <param name="Before">Its state before the mails come.</param>
/// <param name="After">Its state when all are handled.</param>
/// <param name="MayBeAsked">Whether the mail's own rules hold, so that ACM may be asked of it and its link be opened.</param>
internal sealed record SceneCertificate(string Arn, string Names, string Before, string After, bool MayBeAsked);
