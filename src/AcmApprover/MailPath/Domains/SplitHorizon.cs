namespace AcmApprover.MailPath.Domains;

/// <summary>This machine's resolver sees another domain than the world does. Amazon sees what the world sees.</summary>
internal static class SplitHorizon
{
    internal static readonly FindingKind Kind = new(
        "dns-split-horizon",
        Readiness.Information,
        "this machine's own resolver gives another answer, which decides nothing"
    );

    internal static Finding? Find(MailDomain domain) =>
        domain is { Local: { IsAnswer: true } local, Answer: { } answer } && MailDomain.Says(local) != MailDomain.Says(answer)
            ? Kind.Saw(
                $"this machine's resolver {local.Resolver} says {MailDomain.Says(local)}, {answer.Resolver} says {MailDomain.Says(answer)}",
                "nothing: Amazon sees what public resolvers see"
            )
            : null;
}
