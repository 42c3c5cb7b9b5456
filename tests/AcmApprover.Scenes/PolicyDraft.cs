using AcmApprover.Approval.Verdicts;
using AcmApprover.Identifiers;

namespace AcmApprover.Scenes;

/// <summary>What the operator of a scene trusts, as settings spell it.</summary>
internal sealed class PolicyDraft
{
    public List<string> Accounts { get; set; } = [];
    public List<string> Domains { get; set; } = ["*"];
    public List<string> Senders { get; set; } = ["amazon.com", "*.amazon.com"];
    public bool IsNotifyOnly { get; set; }
    public bool AllowsSpam { get; set; }
    public bool TellsApprovals { get; set; }

    public Policy Build() =>
        new(
            [.. Accounts.Select(AccountId.Parse)],
            [.. Domains.Select(d => DomainPattern.TryParse(d, out var pattern) ? pattern : throw new FormatException(d))],
            [.. Senders.Select(s => SenderPattern.TryParse(s, out var pattern) ? pattern : throw new FormatException(s))],
            IsNotifyOnly ? Mode.Notify : Mode.Approve,
            AllowsSpam ? Spam.Allow : Spam.Refuse,
            TellsApprovals
        );

    public override string ToString() =>
        $"accounts {string.Join(',', Accounts)}; domains {string.Join(',', Domains)}; senders {string.Join(',', Senders)}"
        + (IsNotifyOnly ? "; notify only" : "")
        + (AllowsSpam ? "; spam allowed" : "")
        + (TellsApprovals ? "; tells approvals" : "");
}
