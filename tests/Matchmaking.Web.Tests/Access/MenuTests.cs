namespace Matchmaking.Web.Tests.Access;

/// <summary>Nobody has to type an address: whatever a page is for, some other page leads to it.</summary>
public sealed class MenuTests(AccessWorld world) : IClassFixture<AccessWorld>
{
    /// <summary>Behind buttons that stand where there is something to end, to resume or to forget.</summary>
    private static readonly string[] Buttons =
    [
        "/account/profile/sessions",
        "/mandates/alerts",
        "/matches/personalisation/reset",
        // Beside what was searched for.
        "/searches/removal",
        // Of what was chosen on the list of drafts.
        "/desk/opportunities/publications",
        // Of the desk's profile, and what is chosen in the inbox is sent to.
        "/account/profile/inbox",
        "/desk/inbox/assignment",
        "/desk/inbox/done",
        "/desk/inbox/snooze",
        "/desk/inbox/undo",
    ];

    [Theory]
    [InlineData(Caller.Owner, Audience.Investor)]
    [InlineData(Caller.Owner, Audience.SignedIn)]
    [InlineData(Caller.Staff, Audience.Desk)]
    [InlineData(Caller.Administrator, Audience.Administrator)]
    public async Task Every_page_without_a_thing_in_its_address_is_linked(Caller caller, Audience audience)
    {
        var (visitor, found, waiting) = (world.Callers[caller], new HashSet<string> { "/" }, new Queue<string>(["/"]));
        while (waiting.TryDequeue(out var path))
        {
            var page = await visitor.OpenAsync(path);
            foreach (var element in page.Document.QuerySelectorAll("a[href], form[action], [hx-get]"))
            {
                var address = element.GetAttribute("hx-get") ?? element.GetAttribute("href") ?? element.GetAttribute("action")!;
                var linked = address.Split('?', '#')[0];
                // A page of one thing is like that of another; what is only posted to is not opened.
                if (linked.StartsWith('/') && found.Add(linked) && element.LocalName == "a" && !linked.Any(char.IsAsciiDigit))
                    waiting.Enqueue(linked);
            }
        }

        Assert.Empty(
            AccessTable
                .Lines.Where(line => line.Value.For == audience && !line.Key.AsSpan().ContainsAny('{', '?'))
                .Select(line => "/" + line.Key)
                .Except(found)
                .Except(Buttons)
        );
    }

    [Fact]
    public async Task The_menu_leads_an_investor_to_the_own_organisation_and_its_track_record()
    {
        var page = await world.Callers[Caller.Owner].OpenAsync("/about");

        var menu = page.Document.QuerySelectorAll(".account .menu a").Select(link => link.GetAttribute("href"));
        Assert.Superset(new HashSet<string?> { "/organisation", "/organisation/track-record" }, menu.ToHashSet());
    }
}
