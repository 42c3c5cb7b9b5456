using System.CommandLine;
using AcmApprover.Cli.Terminal;
using AcmApprover.Identifiers;
using AcmApprover.Migration.Code;

namespace AcmApprover.Cli.Commands.Migrate;

/// <summary>The infrastructure code that may manage certificates.</summary>
internal sealed class CodeOptions
{
    private readonly Option<string[]> states = new("--terraform-state")
    {
        Description =
            "The output of terraform show -json, or a state file; may be given several times. Only the certificates in it are read, and "
            + "nothing of it is shown.",
        HelpName = "FILE",
    };

    private readonly Option<string[]> plans = new("--terraform-plan")
    {
        Description =
            "The output of terraform show -json PLAN, as proof that Terraform keeps the certificates; may be given several times.",
        HelpName = "FILE",
    };

    private readonly Option<string[]> templates = new("--template")
    {
        Description = "A CloudFormation template that is about to be deployed to a stack; may be given several times.",
        HelpName = "STACK=FILE",
    };

    /// <summary>Adds the options to a command.</summary>
    internal void AddTo(Command command)
    {
        command.Add(states);
        command.Add(plans);
        command.Add(templates);
    }

    /// <summary>Reads the files.</summary>
    /// <exception cref="CommandException">One is not there, or is something else. Nothing of its content is quoted.</exception>
    internal async Task<ManagedCode> ReadAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        List<TerraformCertificate> certificates = [];
        foreach (var path in parsed.GetValue(states) ?? [])
        {
            certificates.AddRange(
                TerraformState.Read(await BytesAsync(path, cancellationToken))
                    ?? throw CommandException.WrongUsage($"{path} is no Terraform state", "give the output of terraform show -json")
            );
        }

        Dictionary<CertificateArn, PlannedChange> changes = [];
        foreach (var path in parsed.GetValue(plans) ?? [])
        {
            var plan =
                TerraformPlan.Read(await BytesAsync(path, cancellationToken))
                ?? throw CommandException.WrongUsage($"{path} is no Terraform plan", "give the output of terraform show -json PLAN");
            foreach (var (certificate, change) in plan.Changes)
            {
                // Where two plans disagree, the worse one counts.
                changes[certificate] = changes.GetValueOrDefault(certificate) is { } other && other.Effect > change.Effect ? other : change;
            }
        }

        Dictionary<string, string> next = new(StringComparer.Ordinal);
        foreach (var text in parsed.GetValue(templates) ?? [])
        {
            if (text.Split('=', 2) is not [{ Length: > 0 } stack, var path])
            {
                throw CommandException.WrongUsage($"--template is '{text}', but must be STACK=FILE");
            }

            next[stack] = System.Text.Encoding.UTF8.GetString(await BytesAsync(path, cancellationToken));
        }

        return new ManagedCode(certificates.ToLookup(certificate => certificate.Certificate), changes, next);
    }

    private static async Task<byte[]> BytesAsync(string path, CancellationToken cancellationToken) =>
        File.Exists(path)
            ? await File.ReadAllBytesAsync(path, cancellationToken)
            : throw CommandException.WrongUsage($"there is no file {path}");
}

/// <summary>What infrastructure code says of certificates.</summary>
/// <param name="Terraform">The certificates that Terraform manages.</param>
/// <param name="Changes">What Terraform plans would do to certificates.</param>
/// <param name="Templates">The templates that are about to be deployed, by stack.</param>
internal sealed record ManagedCode(
    ILookup<CertificateArn, TerraformCertificate> Terraform,
    IReadOnlyDictionary<CertificateArn, PlannedChange> Changes,
    IReadOnlyDictionary<string, string> Templates
);
