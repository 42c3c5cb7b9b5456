using AcmApprover.Identifiers;

namespace AcmApprover.Approval.Evidence;

/// <summary>The port to the organization whose accounts are trusted, where the operator trusts one instead of a list.</summary>
public interface IOrganization
{
    /// <summary>Its id.</summary>
    OrganizationId Id { get; }

    /// <summary>Those of some accounts that are active accounts of the organization now.</summary>
    /// <exception cref="TemporarilyUnavailableException">
    /// The organization could not be asked. That is no answer: the accounts are neither trusted nor a stranger's.
    /// </exception>
    Task<IReadOnlyList<AccountId>> MembersAmongAsync(IReadOnlyList<AccountId> accounts, CancellationToken cancellationToken);
}
