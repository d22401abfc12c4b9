using Matchmaking.Clock;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Desk.Opportunities;
using Matchmaking.Web.Features.Enquiries;
using Matchmaking.Web.Features.Enquiries.Answers;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;

namespace Matchmaking.Web.Features.Desk.Enquiries;

/// <summary>An enquiry for the desk: its clock, what was said, the answer, notes, who is on it. The main action is to answer.</summary>
[TakesUploads]
public sealed class DetailsModel(
    EnquiryService enquiries,
    EnquiryReading reading,
    AnswerReader reader,
    EnquiryFiles files,
    AnswerTemplates templates,
    AnswerDrafts drafts,
    AnswerPreviews previews,
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

    public string StepHint => reader.StepHint(Enquiry);

    /// <summary>What the investor will read of what stands in the form; null while nothing does.</summary>
    public AnswerPreview? Preview { get; private set; }
    private Guid Key => Forms.FormKey.Of(FormKey, User.PersonId(), "answer", Enquiry.Id, Input.Said, EnquiryFiles.Named(Files));

    private Guid? LastSeen => Messages.LastOrDefault(m => m.Kind != MessageKind.Note)?.Id;

    public AnswerClock Clock => calendars.AgencyClock;
    public DateTimeOffset Now => time.GetUtcNow();

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (!await ReadAsync(id, cancel))
            return NotFound();
        Input = await drafts.OpenAsync(Enquiry, User, cancel);
        (Input.Seen, Input.Standing) = (LastSeen, Enquiry.Standing);
        return await ShowAsync(cancel);
    }

    /// <summary>Shows what the investor will read, for whoever works without scripts; nothing is sent.</summary>
    public async Task<IActionResult> OnPostPreviewAsync(Guid id, CancellationToken cancel) =>
        await ReadAsync(id, cancel) ? await ShowAsync(cancel) : NotFound();

    /// <summary>Puts a template under what is written; alone it says what kind of message it is. Nothing is sent.</summary>
    public async Task<IActionResult> OnPostTemplateAsync(Guid id, Guid template, CancellationToken cancel)
    {
        if (!await ReadAsync(id, cancel) || Templates.FirstOrDefault(one => one.Id == template) is not { } chosen)
            return NotFound();
        if (CleanText.Lines(Input.Words).Length == 0)
            Input.Kind = AnswerReader.KindOf(chosen.Kind, Enquiry);
        Input.Words = AnswerTemplates.Append(Input.Words, AnswerTemplates.Fill(chosen, Enquiry, Enquiry.Language, User.DisplayName()));
        return await ShowAsync(cancel);
    }

    /// <summary>Sends what was written; what somebody else has sent meanwhile is shown first.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!await ReadAsync(id, cancel))
            return NotFound();
        if (reader.Read(Input, Key, Enquiry, Templates, User, ModelState) is not var (said, plan))
            return await ShowAsync(cancel);
        foreach (var wrong in await files.AddAsync(said, Files, T, cancel))
            ModelState.AddModelError(nameof(Files), wrong);
        if (!ModelState.IsValid)
            return await ShowAsync(cancel);
        if (!await enquiries.TellAsync(said, Input.Seen, cancel, plan, Input.Standing))
        {
            ModelState.AddModelError("", T["desk.enquiry.meanwhile"]);
            ModelState.Remove("Input.Seen");
            ModelState.Remove("Input.Standing");
            await ReadAsync(id, cancel);
            (Input.Seen, Input.Standing) = (LastSeen, Enquiry.Standing);
            return await ShowAsync(cancel);
        }
        await drafts.ForgetAsync(id, said.Kind, FormKey, User, cancel);
        Flash(T[AnswerReader.OutcomeOf(said, Enquiry)]);
        return RedirectToPage("Details", new { id });
    }

    /// <summary>The page with what stands in the form; with its complaints, when there are any.</summary>
    private async Task<IActionResult> ShowAsync(CancellationToken cancel)
    {
        if (CleanText.Lines(Input.Words).Length > 0 || Input.HasStep)
            Preview = await previews.ReadAsync(Enquiry.Id, Input, User, cancel);
        return ModelState.IsValid ? Page() : Again();
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
