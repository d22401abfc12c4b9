using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Enquiries;
using Matchmaking.Web.Features.Enquiries.Answers;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Enquiries.Templates;

/// <summary>The beginning of an answer, new or changed.</summary>
public sealed class EditModel(MatchmakingDb db, Text t) : FormPage(t)
{
    /// <summary>More than these nobody finds the right one among.</summary>
    private const int Most = 60;

    [BindProperty]
    public LocalizedInput Name { get; set; } = new();

    [BindProperty]
    public LocalizedInput Words { get; set; } = new();

    [BindProperty]
    public MessageKind Kind { get; set; }

    [BindProperty]
    public uint Version { get; set; }

    /// <summary>See <see cref="Forms.FormKey"/>.</summary>
    [BindProperty]
    public string? FormKey { get; set; }

    public Guid? Id { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid? id, CancellationToken cancel)
    {
        (Id, Kind) = (id, MessageKind.Answer);
        if (id is null)
            return Page();
        if (await FindAsync(id.Value, cancel) is not { } template)
            return NotFound();
        (Kind, Name, Words, Version) = (
            template.Kind,
            LocalizedInput.From(template.Name),
            LocalizedInput.From(template.Text),
            template.Version
        );
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid? id, CancellationToken cancel)
    {
        Id = id;
        var template = id is null ? null : await FindAsync(id.Value, cancel);
        if (id is not null && template is null)
            return NotFound();
        var (name, words) = (
            Read(nameof(Name), Name, AnswerTemplate.NameLength, lines: false),
            Read(nameof(Words), Words, AnswerTemplate.TextLength, lines: true)
        );
        if (!AnswerTemplate.Kinds.Contains(Kind))
            ModelState.AddModelError(nameof(Kind), T["account.choose"]);
        if (template is null && await db.Set<AnswerTemplate>().CountAsync(cancel) >= Most)
            ModelState.AddModelError("", T["desk.templates.too-many", ("max", Most)]);
        if (!ModelState.IsValid)
            return Again();
        if (!await SaveAsync(template, name, words, cancel))
        {
            ModelState.AddModelError("", T["desk.templates.changed"]);
            return Again();
        }
        Flash(T["desk.templates.saved"]);
        return RedirectToPage("Index");
    }

    public async Task<IActionResult> OnPostRemoveAsync(Guid id, CancellationToken cancel)
    {
        if (await db.Set<AnswerTemplate>().Where(template => template.Id == id).ExecuteDeleteAsync(cancel) == 0)
            return NotFound();
        Flash(T["desk.templates.removed"]);
        return RedirectToPage("Index");
    }

    private async Task<bool> SaveAsync(AnswerTemplate? template, Localized name, Localized words, CancellationToken cancel)
    {
        if (template is not null)
        {
            (template.Kind, template.Name, template.Text) = (Kind, name, words);
            return await db.TrySaveOnAsync(template, Version, () => db.SaveChangesAsync(cancel));
        }
        var id = Forms.FormKey.Of(FormKey, User.PersonId(), "template", Kind, name, words);
        var added = db.Add(
            new AnswerTemplate
            {
                Id = id,
                Kind = Kind,
                Name = name,
                Text = words,
            }
        ).Entity;
        await db.SaveOnceAsync(added, cancel);
        return true;
    }

    private Task<AnswerTemplate?> FindAsync(Guid id, CancellationToken cancel) =>
        db.Set<AnswerTemplate>().SingleOrDefaultAsync(template => template.Id == id, cancel);

    /// <summary>All three languages: an investor must not get a beginning in somebody else's.</summary>
    private Localized Read(string field, LocalizedInput typed, int longest, bool lines)
    {
        string One(string language, string? text)
        {
            var clean = lines ? CleanText.Lines(text) : CleanText.Line(text);
            if (clean.Length == 0)
                ModelState.AddModelError($"{field}.{language}", T["desk.templates.missing"]);
            else if (clean.Length > longest)
                ModelState.AddModelError($"{field}.{language}", T["account.too-long", ("max", longest), ("count", clean.Length)]);
            return clean;
        }
        return new(One("Zh", typed.Zh), One("Az", typed.Az), One("En", typed.En));
    }
}
