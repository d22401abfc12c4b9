using AngleSharp.Html.Parser;
using Matchmaking.TestSupport;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Features.Organisations.Merge;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Records;
using Matchmaking.Web.Mail.Transport;
using Matchmaking.Web.Queues;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Benchmarks.Fuzz;

/// <summary>The people of the run and what belongs to them, beside the demo data.</summary>
internal sealed class Crew(FuzzSite site, Routes routes)
{
    private readonly HashSet<string> _read = [];

    /// <summary>Pages to which only rare states lead; whoever comes new is told of them.</summary>
    private readonly List<string> _rare = [];

    /// <summary>Nobody, two organisations, and the two kinds of staff.</summary>
    public List<Actor> Actors { get; } = [];

    /// <summary>Addresses of people who exist, and of one who does not.</summary>
    public List<string> Emails { get; } = ["nobody@example.org"];

    public async Task GatherAsync()
    {
        foreach (var role in (string[])["anonymous", "investor", "other investor", "staff", "administrator"])
            Actors.Add(await NewAsync(role));
        await AddDeskWorkAsync();
        await site.PublishAsync();
        await RenewAsync();
        await site.SendMailsAsync();
        await ReadMailsAsync();
    }

    /// <summary>Links of accounts serve once, and mails that failed are sent again: there must always be some.</summary>
    public async Task RenewAsync()
    {
        var now = TimeProvider.System.GetUtcNow();
        var person = await site.People.InvestorAsync();
        await site.InDatabaseAsync(async db =>
        {
            (await db.Users.FindAsync(person.Id))!.EmailConfirmed = false;
            foreach (var kind in (string[])[AccountMails.Confirm, AccountMails.Reset, AccountMails.Invitation, AccountMails.EmailChange])
            {
                var mail = person.NewMail(kind, ProviderGroup.Others, now);
                mail.Data["email"] = $"{Guid.NewGuid():N}@example.org";
                db.Mails.Add(mail);
            }
            foreach (var status in (MailStatus[])[MailStatus.Failed, MailStatus.Failed, MailStatus.Deferred, MailStatus.Suppressed])
            {
                var mail = new OutgoingMail
                {
                    Kind = AccountMails.Confirm,
                    PersonId = person.Id,
                    ToAddress = person.Email!,
                    Language = "en",
                    Status = status,
                    CreatedAt = now,
                    NotBefore = now.AddDays(1),
                    Attempts = 1,
                    Subject = "{places}",
                    LastReply = "550 5.1.1 no such user {0}",
                    Suppressed = status == MailStatus.Suppressed ? SuppressedBecause.Desk : null,
                };
                db.Mails.Add(mail);
                Tell($"/desk/mail/{mail.Id}", $"/desk/mail/{mail.Id}/retry", $"/desk/mail/{mail.Id}/suppression");
            }
            return await db.SaveChangesAsync();
        });
    }

    private void Tell(params string[] links)
    {
        _rare.AddRange(links);
        foreach (var actor in Actors)
        foreach (var link in links)
            actor.LearnLink(link);
    }

    /// <summary>Somebody else takes the place of one who signed out or was withdrawn.</summary>
    public async Task ReplaceAsync(Actor gone)
    {
        var place = Actors.IndexOf(gone);
        Actors[place] = await NewAsync(gone.Role);
        foreach (
            var link in _rare.Concat(
                gone.Links.Values.SelectMany(links => links).Where(link => link.Contains('?', StringComparison.Ordinal))
            )
        )
            Actors[place].LearnLink(link);
    }

    /// <summary>Remembers what new mails link to: everybody knows all of them.</summary>
    public async Task ReadMailsAsync()
    {
        var folder = site.Services.GetRequiredService<MailFolder>().Path;
        foreach (var file in Directory.EnumerateFiles(folder, "*.eml").Where(_read.Add).Order(StringComparer.Ordinal).ToList())
            if (ReadMail.One(folder, Guid.Parse(Path.GetFileNameWithoutExtension(file))) is { } mail)
            {
                using var document = await new HtmlParser().ParseDocumentAsync(mail.Html);
                foreach (
                    var link in document
                        .QuerySelectorAll("a[href]")
                        .Select(element => element.GetAttribute("href")!)
                        .Append(mail.Headers.GetValueOrDefault("List-Unsubscribe", "").Split(',')[^1].Trim(' ', '<', '>'))
                )
                foreach (var actor in Actors)
                    actor.LearnLink(link);
            }
    }

    private async Task<Actor> NewAsync(string role)
    {
        var actor = new Actor(role, routes);
        if (role == "anonymous")
            return actor;
        var person = role switch
        {
            "staff" => await site.People.StaffAsync(),
            "administrator" => await site.People.AdministratorAsync("zh"),
            "investor" => await site.People.InvestorAsync("zh"),
            _ => await site.People.InvestorAsync("az"),
        };
        if (Emails.Count < 20)
            Emails.Add(person.Email!);
        if (person.OrganisationId is { } organisation)
            await MoveInAsync(person, organisation);
        var visitor = await site.People.SignInAsync(person);
        foreach (var cookie in visitor.Client.DefaultRequestHeaders.GetValues("Cookie").SelectMany(line => line.Split("; ")))
            actor.Cookies[cookie.Split('=', 2)[0]] = cookie.Split('=', 2)[1];
        return actor;
    }

    /// <summary>Mandates, listings in every state, and deals.</summary>
    private async Task MoveInAsync(Person person, Guid organisation)
    {
        await site.AddMandateAsync(person);
        await site.AddMandateAsync(
            person,
            mandate => (mandate.Name, mandate.Frequency, mandate.ExcludedWords) = ("{count}", AlertFrequency.Daily, ["烟草"])
        );
        foreach (var status in Enum.GetValues<PublicationStatus>())
            await site.PublishAsync(listing =>
            {
                (listing.Status, listing.SubmittedById) = (status, organisation);
                listing.PublishedAt = status is PublicationStatus.Published or PublicationStatus.Withdrawn ? listing.CreatedAt : null;
                listing.ReturnReason = status == PublicationStatus.Returned ? "Which {places}?" : null;
            });
        await site.AddDealAsync(organisation, "Organisation of a {title}");
    }

    /// <summary>
    /// Organisations to be merged and split, doubtful names, mails that went wrong, addresses that must not be written to.
    /// </summary>
    private async Task AddDeskWorkAsync()
    {
        var now = TimeProvider.System.GetUtcNow();
        var (source, target) = (await site.AddProspectAsync("Silk Harbour Works"), await site.AddProspectAsync("丝路港工程"));
        var deal = await site.AddDealAsync(source.Id, source.Name);
        var doubtful = await site.AddProspectAsync(
            "Silk Harbour Works (Holding)",
            other => other.Names.Add(OrganisationName.Of(other.Id, "SHW {0}", NameKind.Alias, certain: false, now))
        );
        var by = await site.People.StaffAsync();
        await site.RunAsync<OrganisationMerger>(merging => merging.MergeAsync(source.Id, target.Id, by.Id, CancellationToken.None));
        await site.InDatabaseAsync(async db =>
        {
            db.MailSuppressions.Add(
                new()
                {
                    Address = "gone@example.org",
                    Cause = SuppressionCause.HardBounce,
                    Reason = "550 {0}",
                    At = now,
                }
            );
            db.MailSuppressions.Add(
                new()
                {
                    Address = "angry@example.org",
                    Cause = SuppressionCause.Complaint,
                    At = now,
                }
            );
            await db
                .ProviderStates.Where(state => state.Provider == ProviderGroup.Sina)
                .ExecuteUpdateAsync(set =>
                    set.SetProperty(state => state.PausedUntil, now.AddHours(1)).SetProperty(state => state.NeedsDesk, true)
                );
            foreach (var item in Enumerable.Range(0, 40))
                db.ParkedItems.Add(
                    new()
                    {
                        Queue = item % 2 == 0 ? QueueNames.Mailbox : "digests",
                        Item = $"{item} {{0}}",
                        Reason = "odd {places}",
                        At = now,
                        LastAt = now,
                    }
                );
            await db.SaveChangesAsync();
            Tell($"/desk/organisations/merges/{(await db.OrganisationMerges.SingleAsync(merge => merge.SourceId == source.Id)).Id}/split");
            Tell([.. doubtful.Names.Select(name => $"/desk/organisations/names/{name.Id}/split")]);
            Tell(
                $"/desk/organisations/deals/{deal.Id}/edit",
                $"/desk/organisations/deals/{deal.Id}/removal",
                $"/desk/organisations/{doubtful.Id}/merge?into={target.Id}"
            );
            return 0;
        });
    }
}
