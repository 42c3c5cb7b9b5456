namespace AcmApprover.Simulator.Mails;

/// <summary>Which of AWS's mail templates is used.</summary>
public enum MailTemplate
{
    /// <summary>A new request, today.</summary>
    NewRequest,

    /// <summary>A renewal, today.</summary>
    Renewal,

    /// <summary>Either, until 2020: dashed account id, certificate id without its ARN, another subject.</summary>
    Before2020,
}
