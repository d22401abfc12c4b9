using System.Net;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Alerts;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Records;
using Matchmaking.Web.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Preferences;

/// <summary>What a mail's link to the settings shows and changes, without a password.</summary>
public sealed class PreferencesTests(Site site) : IClassFixture<Site>
{
    private static readonly string[] Pages = ["", "/alerts", "/mandates", "/language", "/keep"];

    [Fact]
    public async Task Looking_changes_nothing_and_is_kept_nowhere()
    {
        var person = await InvestorAsync(p => (p.AskedToKeepAt, p.LastSignOfLifeAt) = (Now.AddDays(-3), Now.AddYears(-1)));
        await site.AddMandateAsync(person);
        var before = await StateAsync(person);

        foreach (var path in Pages)
        {
            var page = await site.NewVisitor().OpenAsync(Link(person) + path);

            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.True(page.Response.Headers.CacheControl!.NoStore);
            Assert.Equal("noindex", page.Response.Headers.GetValues("X-Robots-Tag").Single());
            Assert.DoesNotContain(person.Email!, page.Html, StringComparison.Ordinal);
        }
        Assert.Equal(before, await StateAsync(person));
    }

    [Fact]
    public async Task A_token_that_we_did_not_make_for_it_is_not_found()
    {
        var person = await InvestorAsync();
        var links = site.Services.GetRequiredService<LinkTokens>();
        foreach (
            var token in new[]
            {
                new string('A', 44),
                "x",
                links.Make(LinkPurpose.Unsubscribe, person.Id),
                links.Make(LinkPurpose.Preferences, Guid.NewGuid()),
            }
        )
        foreach (var path in Pages)
            Assert.Equal(HttpStatusCode.NotFound, (await site.NewVisitor().OpenAsync($"/preferences/{token}{path}")).Status);
    }

    [Fact]
    public async Task Withdrawn_access_closes_it()
    {
        var person = await InvestorAsync(p => p.LockoutEnd = DateTimeOffset.MaxValue);
        Assert.Equal(HttpStatusCode.NotFound, (await site.NewVisitor().OpenAsync(Link(person))).Status);
    }

    [Fact]
    public async Task Nothing_is_changed_without_the_token_of_the_form()
    {
        var person = await InvestorAsync();
        using var client = site.NewClient();
        var answer = await client.PostAsync(Link(person) + "/alerts", new FormUrlEncodedContent([new("wanted", "false")]));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Null((await StateAsync(person)).Stopped);
    }

    [Fact]
    public async Task It_shows_what_is_kept()
    {
        var person = await InvestorAsync(p =>
            (p.FullName, p.ConsentVersion, p.ConsentLanguage, p.ConsentAt, p.ConsentAddress) = (
                "王芳",
                "2026-01",
                "zh-Hans",
                Now,
                "203.0.113.7"
            )
        );
        await site.AddMandateAsync(person, m => (m.Name, m.Frequency) = ("Weekly one", AlertFrequency.Weekly));
        await site.RunAsync<AlertSubscription>(alerts => alerts.StopAsync(person.Id, "one-click", CancellationToken.None));
        await site.InDatabaseAsync(async db =>
        {
            foreach (var days in new[] { 1, 5, 200 })
                db.Mails.Add(
                    new()
                    {
                        Kind = "alert",
                        PersonId = person.Id,
                        ToAddress = person.Email!,
                        Language = "en",
                        CreatedAt = Now,
                        NotBefore = Now,
                        Status = MailStatus.Accepted,
                        AcceptedAt = Now.AddDays(-days),
                    }
                );
            db.MailSuppressions.Add(
                new()
                {
                    Address = person.Email!,
                    Cause = SuppressionCause.Complaint,
                    At = Now,
                }
            );
            return await db.SaveChangesAsync();
        });

        var page = await site.NewVisitor().OpenAsync(Link(person));

        foreach (
            var words in new[]
            {
                "王芳",
                person.Organisation!.Name,
                "Weekly one",
                "2 in the last 90 days",
                "an email of ours was reported as unwanted",
                "with one click in a mail program",
                "wording 2026-01, 简体中文",
                "203.•••",
                "i•••@example.org",
            }
        )
            Assert.Contains(words, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("203.0.113.7", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Alerts_are_paused_until_a_day_of_the_readers_zone_and_go_on()
    {
        var person = await InvestorAsync(p => p.TimeZone = "Asia/Baku");
        var visitor = site.NewVisitor();
        var day = DateOnly.FromDateTime(Now.UtcDateTime).AddDays(20);
        var typed = day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

        var page = await visitor.SubmitAsAddresseeAsync(await visitor.OpenAsync(Link(person) + "/alerts"), "#pausing", ("Until", typed));
        Assert.Equal(new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(4)), (await StateAsync(person)).Paused);

        page = await visitor.SubmitAsAddresseeAsync(page, ".notice form");
        Assert.Null((await StateAsync(person)).Paused);
        Assert.Contains("The pause has ended", page.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2020-01-01")]
    [InlineData("9999-12-31")]
    [InlineData("tomorrow")]
    public async Task A_day_that_cannot_be_is_shown_again_with_what_is_wrong(string typed)
    {
        var person = await InvestorAsync();
        var visitor = site.NewVisitor();
        var page = await visitor.SubmitAsAddresseeAsync(await visitor.OpenAsync(Link(person) + "/alerts"), "#pausing", ("Until", typed));
        Assert.Contains("Choose a day from", page.TextsOf(".error-summary").Single(), StringComparison.Ordinal);
        Assert.Equal(typed, page.Document.QuerySelector("#Until")!.GetAttribute("value") ?? "");
        Assert.Null((await StateAsync(person)).Paused);
    }

    [Fact]
    public async Task Alerts_are_stopped_and_wanted_again()
    {
        var person = await InvestorAsync();
        var visitor = site.NewVisitor();

        var page = await visitor.SubmitAsAddresseeAsync(
            await visitor.OpenAsync(Link(person) + "/alerts"),
            "section[aria-labelledby=stop] form",
            ("wanted", "false")
        );
        Assert.NotNull((await StateAsync(person)).Stopped);

        await visitor.SubmitAsAddresseeAsync(page, "main form", ("wanted", "true"));
        Assert.Null((await StateAsync(person)).Stopped);
        Assert.Equal(
            [false, true],
            await site.InDatabaseAsync(db =>
                db.AlertConsents.Where(c => c.PersonId == person.Id).OrderBy(c => c.At).Select(c => c.Given).ToListAsync()
            )
        );
    }

    [Fact]
    public async Task A_mandate_tells_more_rarely_or_not_and_back()
    {
        var person = await InvestorAsync();
        var mandate = await site.AddMandateAsync(person, m => m.Sectors = ["tour.hotel"]);
        var visitor = site.NewVisitor();

        var page = await visitor.SubmitAsAddresseeAsync(
            await visitor.OpenAsync(Link(person) + "/mandates"),
            ".frequency",
            ("frequency", "Weekly")
        );
        Assert.Equal(AlertFrequency.Weekly, (await MandateAsync(mandate)).Frequency);

        page = await visitor.SubmitAsAddresseeAsync(page, ".undo", ("frequency", "AtOnce"));
        Assert.Equal(AlertFrequency.AtOnce, (await MandateAsync(mandate)).Frequency);

        page = await visitor.SubmitAsAddresseeAsync(page, ".pause", ("paused", "true"));
        Assert.NotNull((await MandateAsync(mandate)).PausedAt);
        await site.PublishAsync(o => (o.Sector, o.Subsector) = ("tour", "tour.hotel"));

        await visitor.SubmitAsAddresseeAsync(page, ".pause", ("paused", "false"));
        Assert.Null((await MandateAsync(mandate)).PausedAt);
        // Saved through matching: what was published meanwhile is told.
        await site.Mails.WaitForAsync(person.Email!);
    }

    [Fact]
    public async Task Language_and_zone_are_changed_and_back()
    {
        var person = await InvestorAsync();
        var visitor = site.NewVisitor();

        var page = await visitor.SubmitAsAddresseeAsync(
            await visitor.OpenAsync(Link(person) + "/language"),
            "#choice",
            ("Language", "zh-Hans"),
            ("Zone", "Europe/Berlin")
        );
        Assert.Equal(("zh-Hans", "Europe/Berlin"), await ZoneAsync(person));
        Assert.Contains("已保存语言与时区。", page.Html, StringComparison.Ordinal);

        await visitor.SubmitAsAddresseeAsync(page, ".undo");
        Assert.Equal(("en", null), await ZoneAsync(person));
    }

    [Fact]
    public async Task A_language_or_zone_that_is_none_is_refused()
    {
        var person = await InvestorAsync();
        var visitor = site.NewVisitor();
        var page = await visitor.SubmitAsAddresseeAsync(
            await visitor.OpenAsync(Link(person) + "/language"),
            "#choice",
            ("Language", "az"),
            ("Zone", "Mars/Olympus")
        );
        Assert.Single(page.Document.QuerySelectorAll(".error-summary"));
        Assert.Equal("az", page.ValueOf("Language"));
        Assert.Equal(("en", null), await ZoneAsync(person));
    }

    [Theory]
    [InlineData("keep", false)]
    [InlineData("leave", true)]
    public async Task The_question_after_a_year_is_answered_with_a_button(string answer, bool stops)
    {
        var person = await InvestorAsync(p => (p.AskedToKeepAt, p.LastSignOfLifeAt) = (Now.AddDays(-3), Now.AddYears(-1)));
        var visitor = site.NewVisitor();

        await visitor.SubmitAsAddresseeAsync(await visitor.OpenAsync(Link(person) + "/keep"), "main form", ("answer", answer));

        var state = await StateAsync(person);
        Assert.Equal(stops, state.Stopped is not null);
        Assert.Null(state.Asked);
        Assert.True(state.Sign > Now.AddMinutes(-5));
        var said = await site.InDatabaseAsync(db => db.AlertConsents.SingleAsync(c => c.PersonId == person.Id));
        Assert.Equal((!stops, "keep"), (said.Given, said.How));
    }

    [Theory]
    [InlineData("/account/profile")]
    [InlineData("/mandates")]
    public async Task Who_is_signed_in_finds_it(string path)
    {
        var person = await InvestorAsync();
        await site.AddMandateAsync(person);
        var visitor = await site.People.SignInAsync(person);
        var link = (await visitor.OpenAsync(path)).Document.QuerySelector("main a[href^='/preferences/']")!.GetAttribute("href")!;
        Assert.Equal(HttpStatusCode.OK, (await visitor.OpenAsync(link)).Status);
    }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private async Task<Person> InvestorAsync(Action<Person>? change = null)
    {
        var person = await site.People.InvestorAsync();
        await site.InDatabaseAsync(async db =>
        {
            change?.Invoke(await db.Users.SingleAsync(p => p.Id == person.Id));
            return await db.SaveChangesAsync();
        });
        return person;
    }

    private string Link(Person person) =>
        "/preferences/" + site.Services.GetRequiredService<LinkTokens>().Make(LinkPurpose.Preferences, person.Id);

    private Task<Mandate> MandateAsync(Mandate mandate) =>
        site.InDatabaseAsync(db => db.Mandates.AsNoTracking().SingleAsync(m => m.Id == mandate.Id));

    private async Task<(string, string?)> ZoneAsync(Person person) =>
        await site.InDatabaseAsync(db => db.Users.AsNoTracking().SingleAsync(p => p.Id == person.Id)) is var found
            ? (found.Language, found.TimeZone)
            : default;

    private sealed record State(DateTimeOffset? Stopped, DateTimeOffset? Paused, DateTimeOffset? Sign, DateTimeOffset? Asked, int Consents);

    private Task<State> StateAsync(Person person) =>
        site.InDatabaseAsync(db =>
            db.Users.Where(p => p.Id == person.Id)
                .Select(p => new State(
                    p.AlertsStoppedAt,
                    p.AlertsPausedUntil,
                    p.LastSignOfLifeAt,
                    p.AskedToKeepAt,
                    db.AlertConsents.Count(c => c.PersonId == p.Id)
                ))
                .SingleAsync()
        );
}
