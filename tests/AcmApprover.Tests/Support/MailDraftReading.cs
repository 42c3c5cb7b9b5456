using AcmApprover.Approval.Claims;
using AcmApprover.Approval.Mail;
using AcmApprover.Simulator.Mails;

namespace AcmApprover.Tests.Support;

/// <summary>A draft of a mail on its way into the approver: stored, received, read.</summary>
internal static class MailDraftReading
{
    public static StoredMail Store(this MailDraft draft) => StoreBytes(draft.ToBytes());

    public static ReceivedMail Receive(this MailDraft draft) => MailReader.Read(draft.Store());

    public static ValidationMail? Read(this MailDraft draft) => ClaimReader.Read(draft.Receive());

    public static StoredMail StoreBytes(byte[] bytes) =>
        new(
            new MailSource("mail-bucket", "inbound/one"),
            bytes.AsMemory(0, Math.Min(bytes.Length, StoredMail.SizeLimit)),
            bytes.Length,
            MailDraft.Received
        );
}
