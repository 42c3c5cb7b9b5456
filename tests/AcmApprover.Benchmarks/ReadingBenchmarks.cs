using AcmApprover.Approval.Claims;
using AcmApprover.Approval.Mail;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Identifiers;
using BenchmarkDotNet.Attributes;
using MimeKit;

namespace AcmApprover.Benchmarks;

/// <summary>Reading a stored mail and deciding what follows from it, beside MimeKit's bare parsing of the same bytes.</summary>
[MemoryDiagnoser]
public class ReadingBenchmarks
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly MailSource Source = new("mail-bucket", "inbound/mail");

    private static readonly Policy Policy = new(
        [AccountId.Parse("111122223333")],
        [DomainPattern.TryParse("*.example.com", out var domain) ? domain : throw new FormatException()],
        [SenderPattern.TryParse("*.amazon.com", out var sender) ? sender : throw new FormatException()],
        Mode.Approve
    );

    private byte[] bytes = [];

    /// <summary>Mails of tests/vectors; the first has headers as long as SES and two DKIM signatures make them.</summary>
    [Params("full-size-headers", "renewal", "new-request", "new-request-base64", "newsletter")]
    public string Mail { get; set; } = "";

    [GlobalSetup]
    public void Load()
    {
        bytes = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "mails", $"{Mail}.eml"));
        var isMeant = ReadAndDecide() is Verdict<CertificateWarrant>.Proceed;
        if (isMeant == (Mail == "newsletter"))
        {
            throw new InvalidOperationException($"{Mail} does not end where it shall: there would be something else to measure.");
        }

        Settle();
    }

    /// <summary>The runtime compiles anew what is called often, but waits for a pause with it: without one, the first mail is measured on
    /// unfinished code.</summary>
    private void Settle()
    {
        for (var round = 0; round < 10; round++)
        {
            for (var call = 0; call < 2000; call++)
            {
                Parse();
                ReadAndDecide();
            }

            Thread.Sleep(150);
        }
    }

    /// <summary>Disposed of like ours: left to the collector, its memory would make the baseline look slower than it is.</summary>
    [Benchmark(Baseline = true)]
    public int Parse()
    {
        using var stream = new MemoryStream(bytes);
        using var message = MimeMessage.Load(stream);
        return message.Headers.Count;
    }

    [Benchmark]
    public Verdict<CertificateWarrant>? ReadAndDecide()
    {
        var received = MailReader.Read(new StoredMail(Source, bytes, bytes.Length, Now));
        return ClaimReader.Read(received) is { } mail ? CertificateWarrant.Grant(mail, Policy, Now) : null;
    }
}
