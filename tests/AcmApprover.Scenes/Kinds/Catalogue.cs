namespace AcmApprover.Scenes.Kinds;

/// <summary>All kinds of scenes.</summary>
internal static class Catalogue
{
    /// <summary>What Amazon, a forwarder or an operator may do: each leads to an approval, and each may be mixed into any other
    /// scene.</summary>
    public static IReadOnlyList<Kind> Harmless { get; } =
    [
        .. HarmlessTemplates.All,
        .. HarmlessCodings.All,
        .. HarmlessExtras.All,
        .. HarmlessLayouts.All,
        .. HarmlessHeaders.All,
        .. HarmlessRecipients.All,
        .. HarmlessPages.All,
        .. HarmlessWorlds.All,
    ];

    public static IReadOnlyList<Kind> All { get; } =
    [
        .. Harmless,
        .. OtherOutcomes.All,
        .. OddForms.All,
        .. Strangers.All,
        .. ForgedSenders.All,
        .. UntrustedLinks.All,
        .. TwoLinks.All,
        .. Contradictions.All,
        .. LyingPages.All,
        .. UnrecognisedPages.All,
        .. WrongCertificates.All,
        .. WrongMails.All,
        .. UnreadableMails.All,
    ];
}
