namespace AcmApprover.Scenes.Mails;

/// <summary>The four facts that mails and pages state.</summary>
internal enum FactOf
{
    Domain,
    Account,
    Region,
    Certificate,
}

/// <summary>One fact as it is written: a label and a value.</summary>
internal sealed record Fact(FactOf Of, string Label, string Value)
{
    /// <summary>Today's labels, the ones until November 2020, and those of the China edition.</summary>
    public static List<Fact> Todays(Request request) => Labelled(request, "AWS account ID", "AWS Region name", "Certificate Identifier");

    public static List<Fact> Of2019(Request request) =>
        [
            new(FactOf.Domain, "Domain", request.Domain),
            new(FactOf.Account, "AWS account number", request.DashedAccount),
            new(FactOf.Region, "AWS Region", request.Region),
            new(FactOf.Certificate, "Certificate identifier", request.Id),
        ];

    public static List<Fact> Chinas(Request request) =>
        Labelled(request, "Amazon Web Services account ID", "Amazon Web Services Region name", "Certificate Identifier");

    private static List<Fact> Labelled(Request request, string account, string region, string certificate) =>
        [
            new(FactOf.Domain, "Domain", request.Domain),
            new(FactOf.Account, account, request.Account),
            new(FactOf.Region, region, request.Region),
            new(FactOf.Certificate, certificate, request.Arn),
        ];
}

/// <summary>Changes of the facts of one part, in place.</summary>
internal static class FactChanges
{
    public static void Drop(this List<Fact> facts, FactOf of) => facts.RemoveAll(f => f.Of == of);

    public static void Say(this List<Fact> facts, FactOf of, string value) => facts.Replace(of, f => f with { Value = value });

    public static void Call(this List<Fact> facts, FactOf of, string label) => facts.Replace(of, f => f with { Label = label });

    private static void Replace(this List<Fact> facts, FactOf of, Func<Fact, Fact> change)
    {
        for (var i = 0; i < facts.Count; i++)
        {
            facts[i] = facts[i].Of == of ? change(facts[i]) : facts[i];
        }
    }
}
