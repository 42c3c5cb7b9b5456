namespace AcmApprover.Approval.Claims;

/// <summary>What a validation mail is for, by its sentences. It is told to the operator and decides nothing.</summary>
public enum Kind
{
    /// <summary>Neither template's sentence was found.</summary>
    Unknown,

    /// <summary>A certificate that was just requested.</summary>
    New,

    /// <summary>A certificate that is in use and runs out.</summary>
    Renewal,
}
