using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Enquiries;

/// <summary>What is asked, checked; whoever asks comes beside it.</summary>
/// <param name="Id">Of the enquiry to come.</param>
/// <param name="Opportunity">The listing, if any.</param>
/// <param name="Sector">Of the listing, or chosen.</param>
/// <param name="Place">Of the listing, or chosen.</param>
/// <param name="Mandate">In whose match it was asked.</param>
/// <param name="Channel">By which way.</param>
/// <param name="Question">The ready question; null for none.</param>
/// <param name="Text">All that is asked, in words.</param>
/// <param name="Intent">What the investor wants to do.</param>
/// <param name="Amounts">How much; empty when not said.</param>
/// <param name="Language">In which it was asked.</param>
public sealed record EnquiryDraft(
    Guid Id,
    Guid? Opportunity,
    string? Sector,
    string? Place,
    Guid? Mandate,
    EnquiryChannel Channel,
    string? Question,
    string Text,
    EnquiryIntent Intent,
    ReadAmounts Amounts,
    string Language
)
{
    /// <summary>
    /// The same as asked by somebody, with an id of its own: see <see cref="FormKey"/>. The same form with other words, or with a corrected
    /// address, asks something else.
    /// </summary>
    /// <param name="person">Who sends the form; empty for a guest.</param>
    /// <param name="said">What the form says of whoever asks.</param>
    public EnquiryDraft AskedBy(Guid person, params IEnumerable<object?> said) =>
        this with
        {
            Id = FormKey.Of(
                Id == Guid.Empty ? null : Id.ToString(),
                person,
                "enquiry",
                [Opportunity, Sector, Place, Mandate, Question, Text, Intent, Amounts.From, Amounts.To, Amounts.Currency, .. said]
            ),
        };
}

/// <summary>Reads the form of a new enquiry.</summary>
public sealed class EnquiryReader(MatchmakingDb db, ReferenceData reference, AmountReader amounts, Text t)
{
    /// <summary>The names of the fields of the amount.</summary>
    public static AmountNames Names { get; } = new("Input.AmountFrom", "Input.AmountTo", "Input.Currency", "Input.AmountAsked");

    /// <summary>The amounts as typed.</summary>
    public static TypedAmounts Typed(EnquiryInput input) =>
        new(input.AmountFrom, input.AmountTo, input.Currency ?? "USD", input.AmountAsked) { IsOpenEnded = true };

    /// <summary>What an organisation said at sign-up that it wants to do; null when it said nothing.</summary>
    public async Task<string?> IntentAsync(Guid? organisation, CancellationToken cancel) =>
        (await db.Organisations.Where(o => o.Id == organisation).Select(o => o.Intent).SingleOrDefaultAsync(cancel))?.ToString();

    /// <summary>What the address of the form names: the listing, if it is public; null for none.</summary>
    public Task<Opportunity?> ListingAsync(string? slug, CancellationToken cancel) =>
        string.IsNullOrEmpty(slug)
            ? Task.FromResult<Opportunity?>(null)
            : db.Opportunities.AsNoTracking().Public().ForReading().SingleOrDefaultAsync(o => o.Slug == slug, cancel);

    /// <summary>What whoever is signed in may see that was asked about a listing already, the latest; null for nothing.</summary>
    public async Task<AskedBefore?> BeforeAsync(
        Opportunity? listing,
        System.Security.Claims.ClaimsPrincipal user,
        CancellationToken cancel
    ) =>
        listing is null || !user.IsInvestor()
            ? null
            : await db
                .Enquiries.VisibleTo(user)
                .Where(e => e.OpportunityId == listing.Id)
                .OrderByDescending(e => e.ReceivedAt)
                .Select(e => new AskedBefore(e.Id, e.Number, e.ReceivedAt))
                .FirstOrDefaultAsync(cancel);

    /// <summary>The mandate, if it is one of the reader's; null for none.</summary>
    public Task<Mandate?> MandateAsync(Guid? id, System.Security.Claims.ClaimsPrincipal user, CancellationToken cancel) =>
        id is null || !user.IsInvestor()
            ? Task.FromResult<Mandate?>(null)
            : db.Mandates.AsNoTracking().OwnedBy(user).SingleOrDefaultAsync(m => m.Id == id, cancel);

    /// <summary>Fills the amount from a mandate, where none was typed.</summary>
    public static void Fill(EnquiryInput input, Mandate mandate) =>
        (input.Mandate, input.AmountFrom, input.AmountTo, input.Currency) = (
            mandate.Id,
            Money.Typed(mandate.TicketFrom),
            Money.Typed(mandate.TicketTo),
            mandate.Currency
        );

    /// <summary>The draft; complaints stand in the model state.</summary>
    /// <param name="input">As typed.</param>
    /// <param name="listing">From <see cref="ListingAsync"/>.</param>
    /// <param name="mandate">From <see cref="MandateAsync"/>.</param>
    /// <param name="channel">By which way it comes.</param>
    /// <param name="wrong">Where complaints go.</param>
    public EnquiryDraft Read(EnquiryInput input, Opportunity? listing, Mandate? mandate, EnquiryChannel channel, ModelStateDictionary wrong)
    {
        var question =
            input.IsReport ? ReadyQuestions.Report
            : ReadyQuestions.All.Contains(input.Question ?? "") ? input.Question
            : null;
        var words = CleanText.Lines(input.Words);
        if (words.Length == 0 && (question is null || input.IsReport))
            wrong.AddModelError("Input.Words", t[input.IsReport ? "enquiry.report.missing" : "enquiry.words.missing"]);
        if (words.Length > EnquiryInput.WordsLength)
            wrong.AddModelError("Input.Words", t["account.too-long", ("max", EnquiryInput.WordsLength), ("count", words.Length)]);
        var read = amounts.Read(Typed(input), Names, wrong.AddModelError);
        return new(
            input.Id == Guid.Empty ? Guid.CreateVersion7() : input.Id,
            listing?.Id,
            listing is null ? reference.SectorOf(input.Sector)?.Code : listing.Subsector ?? listing.Sector,
            listing is null ? PlaceOf(input.Place) : listing.Zone ?? listing.Places.FirstOrDefault(),
            mandate?.Id,
            channel,
            question,
            string.Join("\n\n", new[] { question is null ? "" : t["enquiry.question." + question], words }.Where(part => part.Length > 0)),
            EnumName.Read<EnquiryIntent>(input.Intent) ?? EnquiryIntent.Invest,
            read,
            t.Language
        );
    }

    private string? PlaceOf(string? code) => reference.ZoneOf(code)?.Code ?? reference.RegionOf(code)?.Code ?? reference.UnitOf(code)?.Code;
}
