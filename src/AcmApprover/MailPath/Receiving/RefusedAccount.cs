using AcmApprover.Identifiers;

namespace AcmApprover.MailPath.Receiving;

/// <summary>The settings do not trust the certificate's account.</summary>
internal static class RefusedAccount
{
    internal static readonly FindingKind Kind = new(
        "function-refuses-account",
        Readiness.NotReady,
        "the trusted accounts of the function do not have the certificate's"
    );

    internal static Finding? Find(ReceivedName name) =>
        name.Facts.Function.Value is { Settings: { } allowed } ? Find(name.Accounts, allowed) : null;

    internal static Finding? Find(IReadOnlyList<AccountId> accounts, AllowedMail allowed) =>
        allowed.Accounts.Value is { } trusted && accounts.FirstOrDefault(each => !trusted.Contains(each)) is { } account
            ? Kind.Saw(
                $"the certificate lives in {account}, and the function trusts "
                    + (allowed.Organization is { } id ? $"the active accounts of {id}" : string.Join(", ", trusted)),
                allowed.Organization is null
                    ? $"add {account} to the stack's TrustedAccounts, and deploy member-account.yaml there"
                    : $"let {account} join the organization, or trust a list of accounts in its place"
            )
            : null;
}
