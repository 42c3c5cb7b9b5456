using AcmApprover.Identifiers;

namespace AcmApprover.Approval.Evidence;

/// <summary>Amazon's page behind an approval link: what it says it is about, and the form that its button sends.</summary>
/// <param name="Domain">The name that it shows, as it is written there.</param>
/// <param name="Account">The account, likewise.</param>
/// <param name="Region">The region, likewise.</param>
/// <param name="Certificate">The certificate's ARN or id, likewise.</param>
/// <param name="Form">What the button sends.</param>
public sealed record ApprovalPage(string Domain, string Account, string Region, string Certificate, ApprovalForm Form);

/// <summary>The form with the approve button, as a browser would send it.</summary>
/// <param name="Action">Where it goes: https, on the host of the link.</param>
/// <param name="Fields">Every named field with its value, and the button's own if it has a name.</param>
/// <param name="Cookies">The <c>Set-Cookie</c> headers that came with the page.</param>
public sealed record ApprovalForm(Uri Action, IReadOnlyList<KeyValuePair<string, string>> Fields, IReadOnlyList<string> Cookies)
{
    /// <summary>The form without the values of its fields and the rest of its action: the link's secrets are among them.</summary>
    public override string ToString() => $"POST {Action.GetLeftPart(UriPartial.Authority)} ({Fields.Count} fields)";
}
