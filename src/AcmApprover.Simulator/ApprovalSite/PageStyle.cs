namespace AcmApprover.Simulator.ApprovalSite;

/// <summary>How the approval site's pages are built.</summary>
public enum PageStyle
{
    /// <summary>The page since 2019: full ARN, form to /approvevalidation, a button without a name.</summary>
    Current,

    /// <summary>The page before: a table, dashed account id, bare certificate id, form to /approvals, a button named commit.</summary>
    Rails2017,
}
