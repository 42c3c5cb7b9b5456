using AcmApprover.Identifiers;

namespace AcmApprover.MailPath.Receiving;

/// <summary>The settings do not allow the name.</summary>
internal static class RefusedDomain
{
    internal static readonly FindingKind Kind = new(
        "function-refuses-domain",
        Readiness.NotReady,
        "the allowed domains of the function do not have the name"
    );

    internal static Finding? Find(ReceivedName name) =>
        name.Facts.Function.Value is { Settings: { } allowed } ? Find(name.Name, allowed) : null;

    internal static Finding? Find(DomainName name, AllowedMail allowed) =>
        !allowed.Domains.Any(pattern => pattern.Matches(name))
            ? Kind.Saw(
                $"the function's AllowedDomains are {string.Join(", ", allowed.Domains)}, and {name} is none of them",
                $"add {name} to the stack's AllowedDomains"
            )
            : null;
}
