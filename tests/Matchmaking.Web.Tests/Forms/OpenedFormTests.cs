using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Matchmaking.Web.Tests.Access;

namespace Matchmaking.Web.Tests.Forms;

/// <summary>No form of a stored row saves over what somebody else saved since it was opened.</summary>
public sealed class OpenedFormTests(AccessWorld world) : IClassFixture<AccessWorld>
{
    /// <summary>Forms with something filled in that change no stored row, and why.</summary>
    private static readonly Dictionary<string, string> Others = new()
    {
        ["account/sign-up"] = "makes a new account",
        ["mandates/create"] = "makes a new mandate",
        ["organisation/opportunities/create"] = "makes a new listing",
        ["organisation/track-record/create"] = "makes a new deal",
        ["desk/opportunities/create"] = "makes a new listing",
        ["desk/organisations/create"] = "makes a new organisation",
        ["desk/organisations/{id:guid}/deals/create"] = "makes a new deal",
        ["desk/organisations/import/{id:guid}"] = "makes new deals; the country is that of new organisations",
        ["desk/people/invite"] = "makes a new account",
        ["desk/opportunities/{id:guid}/renewal"] = "carries the row version, and asks again with the new day",
        ["enquiries/create"] = "makes a new enquiry",
        ["alerts/{token}/enquiry"] = "makes a new enquiry",
        ["desk/enquiries/create"] = "makes a new enquiry",
        ["desk/letters/{id:guid}"] = "a verb, which guards the state",
        ["desk/enquiries/owners"] = "makes a new rule",
        ["desk/enquiries/absences"] = "makes a new absence",
        ["desk/organisations/{id:guid}/contacts/create"] = "makes a new person",
        ["desk/organisations/{id:guid}/entries/create"] = "makes a new call or note",
        ["desk/enquiries/{id:guid}"] = "sends a message; says which one it has seen last",
        ["desk/enquiries/{id:guid}/draft"] = "leads to the enquiry",
        ["desk/enquiries/{id:guid}/note"] = "leads to the enquiry",
        ["desk/enquiries/{id:guid}/reopening"] = "leads to the enquiry",
        ["desk/enquiries/{id:guid}/watch"] = "leads to the enquiry",
        ["desk/enquiries/{id:guid}/assignment"] = "a verb, which says whose it becomes",
        ["desk/enquiries/{id:guid}/stage"] = "a verb, which guards the state under a lock",
        ["desk/enquiries/{id:guid}/no-answer"] = "a verb, which guards the state under a lock",
        ["desk/enquiries/{id:guid}/priority"] = "a verb, which says how pressing it becomes",
        ["desk/enquiries/templates/edit/{id:guid?}"] = "carries the row version, and is shown again",
        ["preferences/{token}/alerts"] = "says once until when, and shows what holds",
        ["dev/mail/{id:guid?}"] = "of a developer's machine",
    };

    [Fact]
    public async Task Every_form_that_shows_what_is_stored_says_what_it_was_opened_with()
    {
        var (without, seen) = (new List<string>(), new HashSet<string>());
        var surprising = new List<string>();
        foreach (var (pattern, page) in Routes.All(world).Where(route => route.Page is not null))
        {
            var line = AccessTable.Lines[pattern];
            if (line.Get is not null)
                continue;
            foreach (
                var way in (await Routes.InAsync(world)).Where(way =>
                    ReferenceEquals(way.Line, line) && way is { Method: "GET", IsServed: true }
                )
            )
            {
                var visitor = world.Callers[
                    line.For switch
                    {
                        Audience.Everybody => Caller.Visitor,
                        Audience.SignedIn or Audience.Investor or Audience.Owner => Caller.Owner,
                        _ => Caller.Administrator,
                    }
                ];
                var shown = await visitor.OpenAsync(way.Path);
                surprising.AddRange(
                    shown.Document.Forms.Where(PressesAnotherButton).Select(form => $"{pattern}: {FirstButton(form)!.OuterHtml}")
                );
                if (Others.ContainsKey(pattern))
                    continue;
                foreach (var form in shown.Document.QuerySelectorAll("form[method=post]").OfType<IHtmlFormElement>())
                    if (form.Elements.Any(IsFilledIn))
                        if (form.QuerySelector("[name='Opened.Fields'], [name='Input.Opened']") is not null)
                            seen.Add(pattern);
                        else
                            without.Add(
                                $"{pattern}: {string.Join(", ", form.Elements.Where(IsFilledIn).Select(it => it.GetAttribute("name")))}"
                            );
            }
        }

        Assert.True(without.Count == 0, string.Join('\n', without));
        Assert.True(surprising.Count == 0, "Enter in a line would press:\n" + string.Join('\n', surprising));
        Assert.Superset(
            new HashSet<string>
            {
                "account/profile",
                "preferences/{token}/language",
                "preferences/{token}/mandates",
                "mandates/{id:guid}/edit",
                "organisation/opportunities/{id:guid}/edit",
                "organisation/track-record/{id:guid}/edit",
                "desk/opportunities/{id:guid}/edit",
                "desk/organisations/deals/{id:guid}/edit",
                "desk/organisations/{id:guid}/edit",
            },
            seen
        );
    }

    [Fact]
    public async Task A_form_is_sent_to_its_page_whatever_showed_it()
    {
        // Without JavaScript a preview answers with the whole page: what is pressed there must not go to the preview again.
        var wrong = new List<string>();
        var ways = await Routes.InAsync(world);
        foreach (
            var posted in ways.Where(way =>
                way is { Method: "POST", IsPage: true } && way.Path.Contains("handler=", StringComparison.Ordinal)
            )
        )
        {
            if (
                ways.FirstOrDefault(way => ReferenceEquals(way.Line, posted.Line) && way is { Method: "GET", IsServed: true })
                is not { } plain
            )
                continue;
            var visitor = world.Callers[posted.Line.For is Audience.Desk or Audience.Administrator ? Caller.Administrator : Caller.Owner];
            var (before, after) = (await ActionsAsync(plain.Path), await ActionsAsync(posted.Path));
            if (!before.SequenceEqual(after))
                wrong.Add($"{posted.Path}: {string.Join(' ', after.Except(before))}");

            async Task<List<string>> ActionsAsync(string path) =>
                [
                    .. (await visitor.OpenAsync(path))
                        .Document.QuerySelectorAll("form[method=post]")
                        .Select(form => form.GetAttribute("action") is { Length: > 0 } action ? action : path),
                ];
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>What a person sees and may change, with something in it that the page has put there.</summary>
    /// <summary>Enter in a line of a form presses its first button: that is what the form is for, or shows what would be sent.</summary>
    private static bool PressesAnotherButton(IHtmlFormElement form) =>
        form.Elements.OfType<IHtmlInputElement>().Any(input => input.Type is "text" or "date" or "email" or "number" or "tel" or "url")
        && FirstButton(form) is { } first
        && first.GetAttribute("formaction") is { } other
        && !other.Contains("handler=Preview", StringComparison.Ordinal)
        && !other.Contains("handler=Reach", StringComparison.Ordinal);

    private static IElement? FirstButton(IHtmlFormElement form) =>
        form.Elements.FirstOrDefault(it => it is IHtmlButtonElement { Type: "submit" } or IHtmlInputElement { Type: "submit" });

    private static bool IsFilledIn(IElement field) =>
        field switch
        {
            IHtmlInputElement { Type: "hidden" or "submit" or "button" or "password" } => false,
            IHtmlInputElement { Type: "checkbox" or "radio" } box => box.HasAttribute("checked"),
            IHtmlInputElement input => input.GetAttribute("value") is { Length: > 0 },
            IHtmlTextAreaElement area => area.Value.Trim().Length > 0,
            IHtmlSelectElement select => select.QuerySelector("option[selected]:not([value=''])") is not null,
            _ => false,
        };
}
