using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Account.Attempts;
using Matchmaking.Web.Features.Account.SignIn;
using Matchmaking.Web.Features.Account.SignUp;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Sending;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Enquiries;

/// <summary>
/// Enquiries of people who are not signed in. The same answer for every address, whether it has an account or not; its owner confirms by a
/// link, and only then the agency sees anything.
/// </summary>
public sealed class EnquiryRequests(
    MatchmakingDb db,
    EnquiryService enquiries,
    Registration registration,
    AttemptService attempts,
    Clients clients,
    LinkTokens links,
    ProtectedCookies notes,
    RecipientProviders providers,
    MailWakeUp wakeUp,
    TimeProvider time
)
{
    internal const string RequestKey = "request";
    private const string Note = "enquiry-request";

    /// <summary>Keeps it and sends the link, unless too many were asked for. What was kept already is not kept twice.</summary>
    public async Task AddAsync(HttpContext context, EnquiryDraft draft, EnquiryGuest guest, CancellationToken cancel)
    {
        var (now, client) = (time.GetUtcNow(), clients.Of(context, guest.Email));
        if (
            await db.Set<EnquiryRequest>().AnyAsync(r => r.Id == draft.Id, cancel)
            || !(
                await attempts.PayAsync(AttemptLimits.Mail(EnquiryMails.Confirm), Clients.AccountOf(guest.Email), client, cancel)
            ).IsAllowed
        )
            return;
        // The same form sent twice at once, or again after it was confirmed, is one.
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.WasTakenInAsync(draft.Id, cancel) || await db.Set<EnquiryRequest>().AnyAsync(r => r.Id == draft.Id, cancel))
            return;
        db.Add(
            new EnquiryRequest
            {
                Id = draft.Id,
                Email = guest.Email,
                Guest = guest,
                Draft = draft,
                CreatedAt = now,
            }
        );
        db.Mails.Add(
            new()
            {
                Kind = EnquiryMails.Confirm,
                About = draft.Id.ToString("N"),
                ToAddress = guest.Email,
                Language = draft.Language,
                Provider = providers.Of(guest.Email),
                Data = { [RequestKey] = draft.Id.ToString() },
                CreatedAt = now,
                NotBefore = now,
            }
        );
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        notes.Write(context, Note, draft.Id.ToString("N"), EnquiryRequest.Lifespan);
        wakeUp.MailsWaiting();
    }

    /// <summary>What a link asks to confirm; null when it works no more.</summary>
    public async Task<EnquiryRequest?> FindAsync(string token, CancellationToken cancel)
    {
        var oldest = time.GetUtcNow() - EnquiryRequest.Lifespan;
        return links.Read(LinkPurpose.Enquiry, token) is { } id
            ? await db.Set<EnquiryRequest>().SingleOrDefaultAsync(r => r.Id == id && r.CreatedAt > oldest, cancel)
            : null;
    }

    /// <summary>Whether the link is opened where the enquiry was written.</summary>
    public bool IsSameBrowser(HttpContext context, EnquiryRequest request) => notes.Read(context, Note) == request.Id.ToString("N");

    /// <summary>
    /// Makes an enquiry of it. Its address is proven, so it is its owner's: of the account that it has, or of one that is opened by the
    /// way.
    /// </summary>
    /// <returns>Who asks; null for an address whose account was withdrawn or is the desk's own.</returns>
    public async Task<Person?> ConfirmAsync(EnquiryRequest request, CancellationToken cancel)
    {
        var (guest, draft) = (request.Guest, request.Draft);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Pressed twice at the same moment: the second finds nothing left.
        if (await db.Set<EnquiryRequest>().Where(r => r.Id == request.Id).ExecuteDeleteAsync(cancel) == 0)
            return null;
        db.Entry(request).State = EntityState.Detached;
        var person = await registration.OpenProvenAsync(
            new(guest.Email, "", guest.Company, guest.Country, draft.Language, guest.ConsentLanguage, guest.Address),
            guest.Name,
            cancel
        );
        await enquiries.ReceiveAsync(draft, person, guest, cancel);
        await transaction.CommitAsync(cancel);
        wakeUp.MailsWaiting();
        return person;
    }
}
