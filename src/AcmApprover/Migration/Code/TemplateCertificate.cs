namespace AcmApprover.Migration.Code;

/// <summary>An <c>AWS::CertificateManager::Certificate</c> in a template.</summary>
/// <param name="CreateOnly">
/// The properties whose change makes CloudFormation replace the certificate, each with its text in a form that does not depend on how the
/// template is written (CloudFormation, <c>AWS::CertificateManager::Certificate</c>, "Update requires: Replacement").
/// </param>
/// <param name="IsKept">Whether DeletionPolicy and UpdateReplacePolicy are both <c>Retain</c>.</param>
public sealed record TemplateCertificate(IReadOnlyDictionary<string, string> CreateOnly, bool IsKept)
{
    /// <summary>The properties that a change replaces.</summary>
    public static IReadOnlyList<string> CreateOnlyNames { get; } =
        ["DomainName", "SubjectAlternativeNames", "ValidationMethod", "DomainValidationOptions", "KeyAlgorithm", "CertificateAuthorityArn"];

    /// <summary>The properties in which another template differs, so that it would replace the certificate.</summary>
    public IReadOnlyList<string> DifferencesTo(TemplateCertificate other) =>
        [
            .. CreateOnlyNames.Where(name => CreateOnly.GetValueOrDefault(name) != other.CreateOnly.GetValueOrDefault(name)),
        ];
}
