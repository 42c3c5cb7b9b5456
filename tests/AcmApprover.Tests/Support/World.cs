using AcmApprover.Approval;
using AcmApprover.Approval.Actions;
using AcmApprover.Approval.Evidence;
using AcmApprover.Approval.Records;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Identifiers;
using AcmApprover.Simulator.Mails;
using AcmApprover.Testing;

namespace AcmApprover.Tests.Support;

/// <summary>
/// The approver between ports that live in memory. They answer what was arranged, in order, the last answer again and again, and
/// refuse what was not arranged; every call is noted.
/// </summary>
internal sealed class World : ICertificateDirectory, IApprovalPages, IApprovalButton, IOperator, IDecisionLog, ISnapshotStore, IProbeMarks
{
    private readonly Queue<CertificateEvidence> certificates = [];
    private readonly Queue<PageEvidence> pages = [];
    private readonly Queue<ButtonAnswer> answers = [];

    public JumpingTime Time { get; } = new(Valid.Now);
    public Policy Policy { get; init; } = Valid.Policy;
    public List<string> Calls { get; } = [];
    public List<OperatorNotice> Notices { get; } = [];
    public List<Decision> Decisions { get; } = [];
    public List<Snapshot> Snapshots { get; } = [];

    /// <summary>What becomes of a snapshot.</summary>
    public KeptSnapshot Kept { get; init; } = new("s3://mail-bucket/decisions/inbound/one.seen.txt");

    /// <summary>Whether there is a mark of the probe that is asked for.</summary>
    public bool IsMarked { get; init; }

    /// <summary>What a call throws before it does anything, by its name.</summary>
    public Dictionary<string, Exception> Failures { get; } = [];

    /// <summary>A world in which every rule holds and the button works.</summary>
    public static World Holding() => new World().Acm(Valid.Found).Shows(Valid.Page.Read());

    public World Acm(params CertificateEvidence[] evidence) => Arrange(certificates, evidence);

    public World Shows(params PageEvidence[] evidence) => Arrange(pages, evidence);

    public World Answers(params ButtonAnswer[] evidence) => Arrange(answers, evidence);

    public Task<Decision> HandleAsync(MailDraft? mail = null, bool isDryRun = false)
    {
        IConsequences consequences = isDryRun ? new DryRun() : new LiveConsequences(this, this, this, this);
        var approver = new Approver(this, this, consequences, Policy, Time, probes: this);
        return approver.HandleAsync((mail ?? Valid.Mail).Store(), "request-1", TestContext.Current.CancellationToken);
    }

    public Task<CertificateEvidence> DescribeAsync(CertificateArn certificate, CancellationToken cancellationToken)
    {
        Assert.Equal(Valid.Arn, certificate);
        return Task.FromResult(Next("describe", certificates));
    }

    public Task<bool> IsOursAsync(string bucket, DomainName name, CertificateArn certificate, CancellationToken cancellationToken)
    {
        Note("mark");
        return Task.FromResult(IsMarked);
    }

    public Task<PageEvidence> OpenAsync(PageWarrant warrant, CancellationToken cancellationToken)
    {
        Assert.Equal(Valid.Link, warrant.Link);
        return Task.FromResult(Next("open", pages));
    }

    public Task<ButtonAnswer> PressAsync(ApprovalWarrant warrant, CancellationToken cancellationToken)
    {
        Assert.Equal(Valid.Arn, warrant.Claim.Certificate);
        return Task.FromResult(Next("press", answers));
    }

    public Task BeginAsync(OperatorNotice notice, CancellationToken cancellationToken)
    {
        Note("begin");
        return Task.CompletedTask;
    }

    public Task TellOnceAsync(OperatorNotice notice, CancellationToken cancellationToken)
    {
        Note("tell");
        Notices.Add(notice);
        return Task.CompletedTask;
    }

    public Task RecordAsync(Decision decision, CancellationToken cancellationToken)
    {
        Note("record");
        Decisions.Add(decision);
        return Task.CompletedTask;
    }

    public Task<KeptSnapshot> KeepAsync(Snapshot snapshot, CancellationToken cancellationToken)
    {
        Note("keep");
        Snapshots.Add(snapshot);
        return Task.FromResult(Kept);
    }

    private World Arrange<T>(Queue<T> queue, T[] items)
    {
        foreach (var item in items)
        {
            queue.Enqueue(item);
        }

        return this;
    }

    private T Next<T>(string call, Queue<T> queue)
    {
        Note(call);
        return queue.Count == 0 ? throw new InvalidOperationException($"'{call}' was not arranged")
            : queue.Count == 1 ? queue.Peek()
            : queue.Dequeue();
    }

    private void Note(string call)
    {
        Calls.Add(call);
        if (Failures.TryGetValue(call, out var failure))
        {
            throw failure;
        }
    }
}
