namespace AcmApprover.Scenes.Kinds;

/// <summary>One kind of scene: what is changed in a draft in which everything is right.</summary>
/// <param name="Name">Its name, by which it is counted.</param>
/// <param name="Slots">What it changes: a harmless kind that changes the same is not mixed in.</param>
/// <param name="Change">The change.</param>
internal sealed record Kind(string Name, Slots Slots, Action<Draft> Change)
{
    /// <summary>Whether nothing is mixed in.</summary>
    public bool IsAlone { get; init; }
}

/// <summary>The parts of a scene that a kind can change.</summary>
[Flags]
internal enum Slots
{
    None = 0,

    /// <summary>How the parts are put together.</summary>
    Structure = 1 << 0,

    /// <summary>Charset and transfer encoding.</summary>
    Coding = 1 << 1,

    /// <summary>The template: labels, sentences, how the link stands among them.</summary>
    Template = 1 << 2,

    /// <summary>How the HTML part lays its facts out.</summary>
    Layout = 1 << 3,

    /// <summary>What else the parts hold.</summary>
    Extras = 1 << 4,

    /// <summary>From, and what SES found of its signatures.</summary>
    Sender = 1 << 5,

    /// <summary>Order and spelling of headers, and further ones.</summary>
    Headers = 1 << 6,

    /// <summary>To, Cc and the delivery.</summary>
    Recipients = 1 << 7,

    /// <summary>The form of the approval page.</summary>
    Page = 1 << 8,

    /// <summary>What else is on that page.</summary>
    PageExtras = 1 << 9,

    /// <summary>The certificate in ACM.</summary>
    Certificate = 1 << 10,

    /// <summary>The operator's settings.</summary>
    Policy = 1 << 11,

    /// <summary>When it was received.</summary>
    Time = 1 << 12,

    /// <summary>What comes of the button.</summary>
    Button = 1 << 13,

    /// <summary>Everything that the body of the mail is made of.</summary>
    Body = Structure | Coding | Template | Layout | Extras,

    /// <summary>Everything.</summary>
    All = (1 << 14) - 1,
}
