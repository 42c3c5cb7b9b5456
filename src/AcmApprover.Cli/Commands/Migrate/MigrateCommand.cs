using System.CommandLine;
using AcmApprover.Cli.Terminal;

namespace AcmApprover.Cli.Commands.Migrate;

/// <summary><c>acm-approver migrate</c>: takes certificates from e-mail to DNS validation, under the same ARN.</summary>
internal sealed class MigrateCommand : OperatorCommand
{
    internal MigrateCommand(CommandHost host)
        : base(
            "migrate",
            "Take certificates from e-mail to DNS validation in place: plan, publish the records, start, watch.",
            """
            acm-approver inventory --output json=inventory.json
            acm-approver migrate plan --inventory inventory.json --out plan.json
            acm-approver migrate publish plan.json --learn --route53 --yes
            acm-approver migrate start plan.json --yes
            acm-approver migrate watch plan.json
            """
        )
    {
        foreach (
            var command in (Command[])
                [
                    new PlanCommand(host),
                    new PublishCommand(host),
                    new StartCommand(host),
                    new StatusCommand(host),
                    new WatchCommand(host),
                    new CheckCommand(host),
                    new ReplaceCommand(host),
                    new FinishCommand(host),
                ]
        )
        {
            Add(command);
        }
    }
}
