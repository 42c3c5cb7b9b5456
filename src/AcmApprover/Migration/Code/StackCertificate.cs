namespace AcmApprover.Migration.Code;

/// <summary>A certificate that a CloudFormation stack owns; the stacks of the CDK and of SAM are such stacks.</summary>
/// <param name="Stack">The stack's name.</param>
/// <param name="LogicalId">The certificate's name in the template.</param>
/// <param name="Status">CloudFormation's word for the resource's state, such as <c>UPDATE_COMPLETE</c>.</param>
public sealed record StackCertificate(string Stack, string LogicalId, string Status)
{
    /// <summary>The certificate in the template that the stack was made of; null if the template could not be read.</summary>
    public TemplateCertificate? Deployed { get; init; }

    /// <summary>The certificate in the template that is about to be deployed; null if none was given.</summary>
    public TemplateCertificate? Next { get; init; }

    /// <summary>Whether CloudFormation is at work on the stack.</summary>
    public bool IsChanging => Status.EndsWith("_IN_PROGRESS", StringComparison.Ordinal);
}
