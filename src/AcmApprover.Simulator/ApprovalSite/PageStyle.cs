namespace AcmApprover.Simulator.ApprovalSite;

/// <summary>How the approval site's pages are built.</summary>
public enum PageStyle
{
    /// <summary>
    /// The page of today: an absolute form action, hidden fields that state once more what is being approved, a button that is named
    /// validationApprovalStatus and has the value APPROVED, and no cookie.
    /// </summary>
    Current,

    /// <summary>The page since 2019: full ARN, form to /approvevalidation, a button without a name.</summary>
    Since2019,

    /// <summary>The page before: a table, dashed account id, bare certificate id, form to /approvals, a button named commit.</summary>
    Rails2017,
}
