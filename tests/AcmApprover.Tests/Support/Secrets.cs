using AcmApprover.Simulator.Mails;

namespace AcmApprover.Tests.Support;

/// <summary>The secrets of the valid link, looked for where they must not be.</summary>
internal static class Secrets
{
    // Parts of them too: a secret that was cut is still most of a secret.
    private static readonly string[] Parts =
    [
        MailDraft.Code,
        MailDraft.Context,
        "5ec2e75ec2e7",
        "c0dec0de-0000",
        "5ec2e75ec2e8",
        "c0c0a0a0-1111",
    ];

    public static void AreNotIn(params string?[] texts)
    {
        foreach (var text in texts.OfType<string>())
        {
            Assert.All(Parts, p => Assert.DoesNotContain(p, text, StringComparison.OrdinalIgnoreCase));
        }
    }
}
