using AcmApprover.Approval.Records;

namespace AcmApprover.Cli.Commands.Demo;

/// <summary>How a demo is shown.</summary>
internal interface IDemoReport
{
    /// <summary>The world is there, and the function starts.</summary>
    void Start(string function);

    /// <summary>A scene begins.</summary>
    void Begin(Scene scene);

    /// <summary>A mail was handled.</summary>
    /// <param name="scene">Its scene.</param>
    /// <param name="mail">The mail.</param>
    /// <param name="decision">What became of it.</param>
    /// <param name="problem">In what that is not as expected; null if it is.</param>
    void Handled(Scene scene, SceneMail mail, Decision decision, string? problem);

    /// <summary>All is done.</summary>
    void End(DemoEnd end);
}

/// <summary>How a demo ended.</summary>
/// <param name="Notices">What the operator was told: severity, name and reasons of each.</param>
/// <param name="Certificates">The certificates.</param>
/// <param name="Mails">How many mails were handled.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Problems">Everything that was not as expected.</param>
internal sealed record DemoEnd(
    IReadOnlyList<string> Notices,
    IReadOnlyList<CertificateEnd> Certificates,
    int Mails,
    TimeSpan Duration,
    IReadOnlyList<string> Problems
);

/// <summary>A certificate before and after.</summary>
internal sealed record CertificateEnd(SceneCertificate Certificate, string Before, string After)
{
    /// <summary>Whether both are as expected.</summary>
    internal bool IsAsExpected => Before == Certificate.Before && After == Certificate.After;
}
