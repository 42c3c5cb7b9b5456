using AcmApprover.Identifiers;

namespace AcmApprover.Migration.Code;

/// <summary>A certificate that Terraform manages (AWS provider, <c>aws_acm_certificate</c>).</summary>
/// <param name="Address">Its address in the configuration, such as <c>module.web.aws_acm_certificate.site["a"]</c>.</param>
/// <param name="Certificate">The certificate.</param>
/// <param name="ValidationMethod">
/// The method in the state: <c>EMAIL</c>, <c>DNS</c>, or <c>NONE</c>, which the provider reads for some certificates that are validated by
/// e-mail; null where it is absent.
/// </param>
public sealed record TerraformCertificate(string Address, CertificateArn Certificate, string? ValidationMethod);
