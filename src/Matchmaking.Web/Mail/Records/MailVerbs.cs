using Matchmaking.Web.Mail.Providers;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Mail.Records;

/// <summary>
/// What is done to mails that wait. Statements, since a sender may take a mail out at the same moment: each changes only those that are
/// still in a state that allows it. What a sender does to the mails in its hands is its ledger's.
/// </summary>
public static class MailVerbs
{
    /// <summary>Those that wait for a sender.</summary>
    public static IQueryable<OutgoingMail> Waiting(this IQueryable<OutgoingMail> mails) =>
        mails.Where(mail => mail.Status == MailStatus.Pending || mail.Status == MailStatus.Deferred);

    /// <summary>Takes back what waits, or is in a sender's hands and has not begun.</summary>
    /// <returns>How many were taken back.</returns>
    public static Task<int> SuppressAsync(this IQueryable<OutgoingMail> mails, SuppressedBecause because, CancellationToken cancel) =>
        mails
            .Where(mail => mail.Status == MailStatus.Pending || mail.Status == MailStatus.Deferred || mail.Status == MailStatus.Sending)
            .ExecuteUpdateAsync(
                set => set.SetProperty(mail => mail.Status, MailStatus.Suppressed).SetProperty(mail => mail.Suppressed, because),
                cancel
            );

    /// <summary>Sends what waits to another address.</summary>
    public static Task<int> RedirectAsync(
        this IQueryable<OutgoingMail> mails,
        string address,
        ProviderGroup provider,
        CancellationToken cancel
    ) =>
        mails
            .Waiting()
            .ExecuteUpdateAsync(
                set => set.SetProperty(mail => mail.ToAddress, address).SetProperty(mail => mail.Provider, provider),
                cancel
            );

    /// <summary>
    /// Ends the wait of what was put off; not of what may have arrived (<see cref="OutgoingMail.Doubts"/>), which would come twice.
    /// </summary>
    public static Task<int> GoOnAsync(this IQueryable<OutgoingMail> mails, DateTimeOffset now, CancellationToken cancel) =>
        mails
            .Where(mail => mail.Status == MailStatus.Deferred && mail.Doubts == 0 && mail.NotBefore > now)
            .ExecuteUpdateAsync(set => set.SetProperty(mail => mail.NotBefore, now), cancel);

    /// <summary>Notes that what was accepted has come back.</summary>
    /// <param name="mails">Usually one.</param>
    /// <param name="again">When it is sent again; null when it is given up.</param>
    /// <param name="said">What the report says.</param>
    /// <param name="now">When.</param>
    /// <returns>How many had been accepted and were not known to have come back.</returns>
    public static Task<int> BounceAsync(
        this IQueryable<OutgoingMail> mails,
        DateTimeOffset? again,
        string said,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var status = again is null ? MailStatus.Failed : MailStatus.Deferred;
        return mails
            .Where(mail => mail.Status == MailStatus.Accepted)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(mail => mail.Status, status)
                        .SetProperty(mail => mail.LastReply, said)
                        .SetProperty(mail => mail.AcceptedAt, (DateTimeOffset?)null)
                        .SetProperty(mail => mail.NotBefore, again ?? now),
                cancel
            );
    }
}
