using AcmApprover.Approval.Actions;
using AcmApprover.Approval.Evidence;
using AcmApprover.Approval.Records;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Identifiers;
using AcmApprover.Scenes.Pages;

namespace AcmApprover.Scenes.Playing;

/// <summary>The world of one scene behind the approver's ports. It answers as the scene was built, and notes every call.</summary>
internal sealed class Stage(Draft draft) : ICertificateDirectory, IApprovalPages, IApprovalButton, IOperator, IDecisionLog, ISnapshotStore
{
    private readonly HashSet<string> begun = new(StringComparer.Ordinal);
    private int lag = draft.Certificate.Lag;

    public List<string> Asked { get; } = [];
    public List<Uri> Opened { get; } = [];
    public List<ApprovalForm> Pressed { get; } = [];
    public List<OperatorNotice> Notices { get; } = [];
    public List<Decision> Records { get; } = [];
    public List<Snapshot> Snapshots { get; } = [];

    public Task<CertificateEvidence> DescribeAsync(CertificateArn certificate, CancellationToken cancellationToken)
    {
        Asked.Add(certificate.ToString());
        var isApproved = Pressed.Count > 0 && !draft.IsPressLost && lag-- <= 0 || draft.Certificate.ApprovesItself && Asked.Count > 1;
        return Task.FromResult(
            certificate.ToString() == draft.Own.Arn ? draft.Certificate.Describe(draft.Own, isApproved) : new CertificateEvidence.NotFound()
        );
    }

    public Task<PageEvidence> OpenAsync(PageWarrant warrant, CancellationToken cancellationToken)
    {
        var address = warrant.Link.Reveal();
        Opened.Add(address);
        return Task.FromResult(PageReader.Read(Show(PageBehind(address.Query)), warrant.Link));
    }

    public Task<ButtonAnswer> PressAsync(ApprovalWarrant warrant, CancellationToken cancellationToken)
    {
        Pressed.Add(warrant.Form);
        var response = new SiteResponse(draft.Answer.Status, "text/html", draft.Answer.Html, []);
        return Task.FromResult<ButtonAnswer>(
            response switch
            {
                { IsTransient: true } => new ButtonAnswer.Lost("its answer was lost"),
                { IsRejection: true } => new ButtonAnswer.Rejected(response.Status),
                _ when PageWords.SayApproved(response) => new ButtonAnswer.Approved(),
                _ when PageWords.SayAlreadyApproved(response) => new ButtonAnswer.AlreadyApproved { Response = response },
                _ => new ButtonAnswer.Unclear("its answer is of no known form") { Response = response },
            }
        );
    }

    public Task BeginAsync(OperatorNotice notice, CancellationToken cancellationToken)
    {
        begun.Add(notice.Key);
        return Task.CompletedTask;
    }

    public Task TellOnceAsync(OperatorNotice notice, CancellationToken cancellationToken)
    {
        if (!notice.IsRepeat || begun.Contains(notice.Key))
        {
            Notices.Add(notice);
        }

        return Task.CompletedTask;
    }

    public Task RecordAsync(Decision decision, CancellationToken cancellationToken)
    {
        Records.Add(decision);
        return Task.CompletedTask;
    }

    public Task<KeptSnapshot> KeepAsync(Snapshot snapshot, CancellationToken cancellationToken)
    {
        Snapshots.Add(snapshot);
        return Task.FromResult(new KeptSnapshot("s3://mail/decisions/one.seen.txt"));
    }

    private Page PageBehind(string query) =>
        query.Contains(draft.Own.Code, StringComparison.Ordinal) ? draft.Page
        : query.Contains(draft.Stranger.Code, StringComparison.Ordinal) ? draft.StrangersPage
        : new Page { Status = 404 };

    private static SiteResponse Show(Page page) => new(page.Status, page.MediaType, page.IsTooLong ? null : page.Html(), []);
}
