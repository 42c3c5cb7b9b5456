using AcmApprover.Approval.Claims;
using AcmApprover.Identifiers;

namespace AcmApprover.Approval.Evidence;

/// <summary>What a page states of the request that its button approves. Each fact can be stated in several places.</summary>
public sealed record PageFacts
{
    /// <summary>The name to be validated.</summary>
    public IReadOnlyList<Statement<DomainName>> Domains { get; init; } = [];

    /// <summary>The account that requests the certificate.</summary>
    public IReadOnlyList<Statement<AccountId>> Accounts { get; init; } = [];

    /// <summary>The region of the certificate.</summary>
    public IReadOnlyList<Statement<Region>> Regions { get; init; } = [];

    /// <summary>The certificate, by its ARN or by its id.</summary>
    public IReadOnlyList<Statement<CertificateName>> Certificates { get; init; } = [];
}

/// <summary>A fact as a page states it in one place.</summary>
/// <typeparam name="T">The parsed value.</typeparam>
/// <param name="Value">The value; null if the text is not one.</param>
/// <param name="Text">The text, without white space around it.</param>
/// <param name="Where">The place: "the label 'Domain name'", "the field 'domainName'".</param>
public sealed record Statement<T>(T? Value, string Text, string Where)
    where T : class;

/// <summary>A key in the form of a page that stands, by its name, for one of the link's: it must be that one.</summary>
/// <param name="Kind">Which of the two.</param>
/// <param name="Value">The key: a secret.</param>
/// <param name="Where">The place: "the field 'validationToken'".</param>
public sealed record LinkToken(LinkTokenKind Kind, string Value, string Where)
{
    /// <summary>The place, without the key.</summary>
    public override string ToString() => $"{Kind} in {Where}";
}

/// <summary>The two keys of an approval link.</summary>
public enum LinkTokenKind
{
    /// <summary>The link's <c>code</c>.</summary>
    Code,

    /// <summary>The link's <c>context</c>.</summary>
    Context,
}
