namespace AcmApprover.MailPath;

/// <summary>How far the way of a mail is proven, best first. Only <see cref="Ok"/> and <see cref="Information"/> need nobody.</summary>
public enum Readiness
{
    /// <summary>It was looked at, and it is right.</summary>
    Ok,

    /// <summary>It is worth knowing, and decides nothing.</summary>
    Information,

    /// <summary>It could not be seen. It is never taken for right.</summary>
    CannotTell,

    /// <summary>The mail will not arrive, or will not be handled.</summary>
    NotReady,
}
