using Matchmaking.Web.Features.Enquiries;
using Matchmaking.Web.Features.Enquiries.Letters;
using Matchmaking.Web.Features.Organisations;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Enquiries;

/// <summary>What is over its time goes, and nothing else.</summary>
public sealed class EnquiryRetentionTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Ended_enquiries_go_after_their_time_and_open_or_owed_ones_stay()
    {
        var officer = await site.People.StaffAsync();
        var (open, ended, recent) = (await AskedAsync(), await AskedAsync(), await AskedAsync());
        foreach (var enquiry in new[] { ended, recent })
            await site.RunAsync<EnquiryService>(enquiries =>
                enquiries.DeclineAsync(
                    new()
                    {
                        EnquiryId = enquiry.Id,
                        Kind = MessageKind.Answer,
                        At = TimeProvider.System.GetUtcNow(),
                        AuthorId = officer.Id,
                        AuthorName = "Officer",
                        Via = EnquiryChannel.Site,
                        Language = "en",
                        Text = "The plot is taken.",
                    },
                    null,
                    null,
                    CancellationToken.None
                )
            );
        await AgeAsync(open, EnquiryRetention.Ended + TimeSpan.FromDays(1));
        await AgeAsync(ended, EnquiryRetention.Ended + TimeSpan.FromDays(1));
        await AgeAsync(recent, EnquiryRetention.Ended - TimeSpan.FromDays(1));

        await site.RunAsync<EnquiryRetention>(retention => retention.RunAsync(CancellationToken.None));

        Guid[] asked = [open.Id, ended.Id, recent.Id];
        Assert.Equal(
            new[] { open.Id, recent.Id }.Order(),
            await site.InDatabaseAsync(db => db.Enquiries.Select(e => e.Id).Where(id => asked.Contains(id)).Order().ToListAsync())
        );
    }

    [Fact]
    public async Task A_letter_that_waits_stays_however_long()
    {
        var (waiting, done) = (Letter("waits"), Letter("done"));
        done.Discard(
            (await site.People.StaffAsync()).Id,
            TimeProvider.System.GetUtcNow() - EnquiryRetention.Letters - TimeSpan.FromDays(1)
        );
        await site.InDatabaseAsync(db =>
        {
            db.AddRange(waiting, done);
            return db.SaveChangesAsync();
        });

        await site.RunAsync<EnquiryRetention>(retention => retention.RunAsync(CancellationToken.None));

        Assert.Equal("waits", await site.InDatabaseAsync(db => db.Set<IncomingLetter>().Select(l => l.MailKey).SingleAsync()));
    }

    [Fact]
    public async Task Contact_people_and_calls_go_after_their_time_but_not_of_whom_something_is_going_on_with()
    {
        var (before, lately) = (
            TimeProvider.System.GetUtcNow() - EnquiryRetention.Contacts - TimeSpan.FromDays(1),
            TimeProvider.System.GetUtcNow() - EnquiryRetention.Contacts + TimeSpan.FromDays(1)
        );
        var (quiet, called, asks, recent, member) = (
            await AddAsync("Quiet", before),
            await AddAsync("Called", before),
            await AddAsync("Asks", before),
            await AddAsync("Recent", lately),
            await site.People.InvestorAsync()
        );
        await site.InDatabaseAsync(async db =>
        {
            db.AddRange(Entry(quiet, before), Entry(called, lately), Person(member.OrganisationId!.Value, "Member", before));
            await db.SaveChangesAsync();
            return 0;
        });
        var enquiry = await site.AskAsync(member);
        await site.InDatabaseAsync(db =>
            db.Enquiries.Where(e => e.Id == enquiry.Id).ExecuteUpdateAsync(set => set.SetProperty(e => e.OrganisationId, asks))
        );

        await site.RunAsync<EnquiryRetention>(retention => retention.RunAsync(CancellationToken.None));

        Assert.Equal(
            ["Asks", "Called", "Member", "Recent"],
            await site.InDatabaseAsync(db => db.Set<ContactPerson>().Select(p => p.Name).Order().ToListAsync())
        );
        Assert.Equal(called, await site.InDatabaseAsync(db => db.Set<OrganisationEntry>().Select(e => e.OrganisationId).SingleAsync()));

        async Task<Guid> AddAsync(string name, DateTimeOffset at)
        {
            var organisation = await site.AddProspectAsync();
            return await site.InDatabaseAsync(async db =>
            {
                db.Add(Person(organisation.Id, name, at));
                await db.SaveChangesAsync();
                return organisation.Id;
            });
        }
    }

    private static ContactPerson Person(Guid organisation, string name, DateTimeOffset at) =>
        new()
        {
            OrganisationId = organisation,
            Name = name,
            CreatedAt = at,
        };

    private static OrganisationEntry Entry(Guid organisation, DateTimeOffset at) =>
        new()
        {
            OrganisationId = organisation,
            Kind = OrganisationEntryKind.Call,
            At = at,
            With = "Somebody",
            Text = "They will call back",
        };

    private async Task<Enquiry> AskedAsync() => await site.AskAsync(await site.People.InvestorAsync());

    private Task<int> AgeAsync(Enquiry enquiry, TimeSpan age)
    {
        var then = TimeProvider.System.GetUtcNow() - age;
        return site.InDatabaseAsync(db =>
            db.Enquiries.Where(e => e.Id == enquiry.Id).ExecuteUpdateAsync(set => set.SetProperty(e => e.UpdatedAt, then))
        );
    }

    private static IncomingLetter Letter(string key) =>
        new()
        {
            MailKey = key,
            Name = "Somebody",
            Subject = "A question",
            Text = "What land is free?",
            Doubt = LetterDoubt.NoEnquiry,
            ReceivedAt = TimeProvider.System.GetUtcNow() - TimeSpan.FromDays(400),
        };
}
