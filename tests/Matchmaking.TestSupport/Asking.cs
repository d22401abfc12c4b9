using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Enquiries;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Organisations;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.TestSupport;

/// <summary>Enquiries, taken in as the pages take them in.</summary>
public static class Asking
{
    /// <summary>What a person asks.</summary>
    public static async Task<Enquiry> AskAsync(
        this Site site,
        Person investor,
        Opportunity? about = null,
        string text = "What land is available?",
        Func<EnquiryDraft, EnquiryDraft>? change = null
    )
    {
        var draft = new EnquiryDraft(
            Guid.CreateVersion7(),
            about?.Id,
            about?.Subsector ?? about?.Sector,
            about?.Zone ?? about?.Places.FirstOrDefault(),
            null,
            EnquiryChannel.Site,
            null,
            text,
            EnquiryIntent.Invest,
            default,
            investor.Language
        );
        draft = change?.Invoke(draft) ?? draft;
        await site.RunAsync<EnquiryService>(enquiries => enquiries.ReceiveAsync(draft, investor.Id, CancellationToken.None));
        return await site.ReadAsync(draft.Id);
    }

    /// <summary>An enquiry with its messages, promises, pauses and history, as it stands.</summary>
    public static Task<Enquiry> ReadAsync(this Site site, Guid enquiry) =>
        site.InDatabaseAsync(db =>
            db.Enquiries.AsNoTracking().WithClock().Include(e => e.Messages).Include(e => e.History).SingleAsync(e => e.Id == enquiry)
        );

    /// <summary>What somebody of the desk writes.</summary>
    public static Task TellAsync(this Site site, Enquiry enquiry, Person officer, MessageKind kind, string text = "The plot is free.") =>
        site.RunAsync<EnquiryService>(enquiries =>
            enquiries.TellAsync(
                new()
                {
                    EnquiryId = enquiry.Id,
                    Kind = kind,
                    At = TimeProvider.System.GetUtcNow(),
                    AuthorId = officer.Id,
                    AuthorName = officer.DisplayName,
                    Via = EnquiryChannel.Site,
                    Language = enquiry.Language,
                    Text = text,
                },
                null,
                CancellationToken.None
            )
        );
}
