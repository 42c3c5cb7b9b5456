namespace AcmApprover.Cli.Commands.Migrate;

/// <summary>How the approver is taken away, in an order in which nothing is lost that is still needed.</summary>
internal static class Removal
{
    internal static IReadOnlyList<string> Steps(string stack) =>
        [
            "# 1. note what the stack owns, and keep the records if you must",
            $"aws cloudformation describe-stacks --stack-name {stack} --query 'Stacks[0].Outputs'",
            "# 2. stop receiving: remove the receipt rule's MX record where the domain receives no other mail",
            "# 3. delete the stack; its bucket stays",
            $"sam delete --stack-name {stack}",
            "# 4. delete the roles in the other accounts",
            "aws cloudformation delete-stack --stack-name acm-approver-member",
            "# 5. empty and delete the bucket (docs/upgrade-and-remove.md has the commands for a versioned one)",
            "# keep: every validation CNAME. ACM looks for it again at every renewal",
        ];
}
