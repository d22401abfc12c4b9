using System.Net;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Preferences;

/// <summary>Mandates that a mail's link to the settings must not show.</summary>
public sealed class MandatesOfOthersTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Somebody_elses_mandate_is_neither_shown_nor_changed()
    {
        var (person, other) = (await InvestorAsync(), await InvestorAsync());
        await site.AddMandateAsync(person, m => m.Name = "Mine");
        var theirs = await site.AddMandateAsync(other, m => m.Name = "Theirs");
        var visitor = site.NewVisitor();
        var page = await visitor.OpenAsync(Link(person) + "/mandates");

        Assert.Equal(["Mine"], page.TextsOf("section h2"));
        page.Document.QuerySelector(".frequency")!.SetAttribute("action", $"{Link(person)}/mandates?id={theirs.Id}");
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.SubmitAsAddresseeAsync(page, ".frequency", ("frequency", "Weekly"))).Status);
        Assert.Equal(AlertFrequency.AtOnce, (await MandateAsync(theirs)).Frequency);
    }

    [Fact]
    public async Task A_mandate_of_the_archive_is_neither_shown_nor_changed()
    {
        var person = await InvestorAsync();
        await site.AddMandateAsync(person, m => m.Name = "Living");
        var archived = await site.AddMandateAsync(person, m => (m.Name, m.ArchivedAt) = ("Archived", Now));
        var visitor = site.NewVisitor();
        var page = await visitor.OpenAsync(Link(person) + "/mandates");

        Assert.Equal(["Living"], page.TextsOf("section h2"));
        Assert.DoesNotContain("Archived", (await visitor.OpenAsync(Link(person))).Text, StringComparison.Ordinal);
        page.Document.QuerySelector(".frequency")!.SetAttribute("action", $"{Link(person)}/mandates?id={archived.Id}");
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.SubmitAsAddresseeAsync(page, ".frequency", ("frequency", "Weekly"))).Status);
        page.Document.QuerySelector(".pause")!.SetAttribute("action", $"{Link(person)}/mandates?handler=Pause&id={archived.Id}");
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.SubmitAsAddresseeAsync(page, ".pause", ("paused", "true"))).Status);
        var after = await MandateAsync(archived);
        Assert.Equal((AlertFrequency.AtOnce, null), (after.Frequency, after.PausedAt));
    }

    private Task<Person> InvestorAsync() => site.People.InvestorAsync();

    private string Link(Person person) =>
        "/preferences/" + site.Services.GetRequiredService<LinkTokens>().Make(LinkPurpose.Preferences, person.Id);

    private Task<Mandate> MandateAsync(Mandate mandate) =>
        site.InDatabaseAsync(db => db.Mandates.AsNoTracking().SingleAsync(m => m.Id == mandate.Id));

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();
}
