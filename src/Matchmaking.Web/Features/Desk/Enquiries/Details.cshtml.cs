using Matchmaking.Clock;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Desk.Opportunities;
using Matchmaking.Web.Features.Enquiries;
using Matchmaking.Web.Features.Enquiries.Answers;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Enquiries;

/// <summary>An enquiry for the desk: its clock, what was said, the answer, notes, who is on it. The main action is to answer.</summary>
[TakesUploads]
public sealed class DetailsModel(
    MatchmakingDb db,
    EnquiryService enquiries,
    EnquiryReading reading,
    AnswerReader reader,
    EnquiryFiles files,
    AnswerTemplates templates,
    Texts texts,
    WorkingCalendars calendars,
    TimeProvider time,
    Text t
) : FormPage(t)
{
    [BindProperty]
    public AnswerInput Input { get; set; } = new();

    /// <summary>See <see cref="Forms.FormKey"/>.</summary>
    [BindProperty]
    public string? FormKey { get; set; }

    [BindProperty]
    public List<IFormFile> Files { get; set; } = [];

    public Enquiry Enquiry { get; private set; } = null!;
    public IReadOnlyList<EnquiryMessage> Messages { get; private set; } = [];
    public IReadOnlyList<EnquiryEvent> History { get; private set; } = [];
    public IReadOnlyList<AnswerTemplate> Templates { get; private set; } = [];
    public IReadOnlyList<Person> Watchers { get; private set; } = [];

    /// <summary>The organisation behind its listing; null when none is named.</summary>
    public ListingPromoter? Promoter { get; private set; }

    /// <summary>What the same investor has asked beside it.</summary>
    public IReadOnlyList<EnquiryBeside> Beside { get; private set; } = [];

    /// <summary>Who else has the page open and has begun to write; null for nobody.</summary>
    public string? AlsoWriting { get; private set; }

    /// <summary>What the investor will read of what stands in the form.</summary>
    public AnswerPreview Preview => new(Enquiry, Messages[0].Text, Input, User.DisplayName(), new Text(texts, Enquiry.Language));
    private Guid Key => Forms.FormKey.Of(FormKey, User.PersonId(), "answer", Enquiry.Id, Input.Said, EnquiryFiles.Named(Files));

    public AnswerClock Clock => calendars.AgencyClock;
    public DateTimeOffset Now => time.GetUtcNow();

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (!await ReadAsync(id, cancel))
            return NotFound();
        var draft = await db.Set<AnswerDraft>()
            .AsNoTracking()
            .SingleOrDefaultAsync(d => d.EnquiryId == id && d.PersonId == User.PersonId(), cancel);
        Input = new()
        {
            Seen = Messages.LastOrDefault(m => m.Kind != MessageKind.Note)?.Id,
            Kind = draft?.Kind ?? MessageKind.Answer,
            Language = Enquiry.Language,
            Via = AnswerReader.WaysOf(Enquiry)[0].ToString(),
            Words = draft?.Text,
        };
        return Page();
    }

    /// <summary>Shows what the investor will read, for whoever works without scripts; nothing is sent.</summary>
    public async Task<IActionResult> OnPostPreviewAsync(Guid id, CancellationToken cancel) =>
        await ReadAsync(id, cancel) ? Page() : NotFound();

    /// <summary>Puts a template under what is written; alone it says what kind of message it is. Nothing is sent.</summary>
    public async Task<IActionResult> OnPostTemplateAsync(Guid id, Guid template, CancellationToken cancel)
    {
        if (!await ReadAsync(id, cancel) || Templates.FirstOrDefault(one => one.Id == template) is not { } chosen)
            return NotFound();
        if (CleanText.Lines(Input.Words).Length == 0)
            Input.Kind = chosen.Kind;
        Input.Words = AnswerTemplates.Append(Input.Words, AnswerTemplates.Fill(chosen, Enquiry, Enquiry.Language, User.DisplayName()));
        return Page();
    }

    /// <summary>Sends what was written; what somebody else has sent meanwhile is shown first.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!await ReadAsync(id, cancel))
            return NotFound();
        if (reader.Read(Input, Key, Enquiry, Templates, User, ModelState) is not var (said, plan))
            return Again();
        foreach (var wrong in await files.AddAsync(said, Files, T, cancel))
            ModelState.AddModelError(nameof(Files), wrong);
        if (!ModelState.IsValid)
            return Again();
        if (!await enquiries.TellAsync(said, Input.Seen, cancel, plan))
        {
            ModelState.AddModelError("", T["desk.enquiry.meanwhile"]);
            ModelState.Remove("Input.Seen");
            await ReadAsync(id, cancel);
            Input.Seen = Messages.LastOrDefault(m => m.Kind != MessageKind.Note)?.Id;
            return Again();
        }
        await db.Set<AnswerDraft>().Where(d => d.EnquiryId == id && d.PersonId == User.PersonId()).ExecuteDeleteAsync(cancel);
        Flash(T[said.IsTemplate ? "desk.enquiry.sent-template" : "desk.enquiry.sent." + said.Kind.ToString().ToLowerInvariant()]);
        return RedirectToPage("Details", new { id });
    }

    private async Task<bool> ReadAsync(Guid id, CancellationToken cancel)
    {
        if (await reading.ReadAsync(User, id, cancel) is not { } found)
            return false;
        (Enquiry, Messages, History, Watchers, AlsoWriting, Promoter, Beside) = found;
        Templates = await templates.AllAsync(cancel);
        return true;
    }
}
