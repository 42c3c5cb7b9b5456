using AcmApprover.Estate;
using AcmApprover.Identifiers;
using AcmApprover.Migration.Publishing;

namespace AcmApprover.Migration.Progress;

/// <summary>
/// How a name is validated now, and how it is to be (ACM API reference, ListCertificateDomainValidations: active and requested
/// configuration).
/// </summary>
/// <param name="Domain">The name.</param>
/// <param name="Active">The method in use.</param>
/// <param name="Requested">The method that was asked for; null if no switch was started, or it is over.</param>
/// <param name="Record">The record that ACM waits for, or validates by; null until ACM tells it.</param>
public sealed record NameConfiguration(
    DomainName Domain,
    EstateMethod Active,
    EstateMethod? Requested,
    ValidationRecord? Record
);
