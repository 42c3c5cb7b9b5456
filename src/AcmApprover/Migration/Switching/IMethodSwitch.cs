using AcmApprover.Identifiers;

namespace AcmApprover.Migration.Switching;

/// <summary>The port to ACM's switch of the validation method. There is no way back: ACM has none.</summary>
public interface IMethodSwitch
{
    /// <summary>Starts the switch of a certificate to DNS validation, and changes nothing else of it.</summary>
    /// <exception cref="TemporarilyUnavailableException">
    /// ACM did not answer in time, or is throttling. It may have started the switch.
    /// </exception>
    Task<SwitchAnswer> StartAsync(CertificateArn certificate, CancellationToken cancellationToken);
}

/// <summary>ACM's answer to the start of a switch.</summary>
public abstract record SwitchAnswer
{
    private SwitchAnswer() { }

    /// <summary>It runs.</summary>
    public sealed record Started : SwitchAnswer;

    /// <summary>A change of the certificate is running already.</summary>
    public sealed record AlreadyRunning : SwitchAnswer;

    /// <summary>ACM does not switch this certificate.</summary>
    /// <param name="Why">ACM's own words.</param>
    public sealed record Refused(string Why) : SwitchAnswer;

    /// <summary>The caller may not.</summary>
    /// <param name="Permission">The IAM action that is missing.</param>
    /// <param name="Why">ACM's own words.</param>
    public sealed record Denied(string Permission, string Why) : SwitchAnswer;
}
