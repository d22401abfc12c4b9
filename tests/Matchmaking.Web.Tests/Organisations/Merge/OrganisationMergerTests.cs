using System.Text.Json;
using Matchmaking.Matching.Feedback;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Matches.Feedback;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Features.Organisations.Merge;
using Matchmaking.Web.Features.TrackRecords;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Organisations.Merge;

/// <summary>Two organisations become one, and two again, and nothing is lost on the way.</summary>
public sealed class OrganisationMergerTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task A_merge_moves_everything_and_a_split_brings_it_back_exactly()
    {
        var staff = await site.People.StaffAsync();
        var person = await site.People.InvestorAsync();
        var (account, prospect) = (person.OrganisationId!.Value, await site.AddProspectAsync());
        var child = await site.AddProspectAsync(change: o => o.ParentId = account);
        await site.AddMandateAsync(person);
        var opportunity = await site.PublishAsync(o => o.SubmittedById = account);
        await SayAsync(account, person, opportunity, FeedbackAnswer.DoesNotFit);
        await site.AddDealAsync(account, "Under the account");
        await site.AddDealAsync(prospect.Id, prospect.Name);
        await site.InDatabaseAsync(async db =>
        {
            db.OrganisationNames.Add(
                OrganisationName.Of(account, Companies.NewName(), NameKind.Alias, certain: false, TimeProvider.System.GetUtcNow())
            );
            return await db.SaveChangesAsync();
        });
        var before = await StateAsync(account, prospect.Id, child.Id);

        Assert.True(await MergeAsync(account, prospect.Id, staff));

        Assert.Equal((0, 0, 0, 0, 0, 0), await CountsAsync(account));
        // Its own name, the claimed one, and the name that the account was opened with.
        Assert.Equal((3, 2, 1, 1, 1, 1), await CountsAsync(prospect.Id));
        Assert.Equal(
            prospect.Id,
            await site.InDatabaseAsync(db => db.Opportunities.Where(o => o.Id == opportunity.Id).Select(o => o.SubmittedById).SingleAsync())
        );
        Assert.Equal(
            1,
            await site.InDatabaseAsync(db =>
                db.Matches.CountAsync(m => m.Mandate!.OrganisationId == prospect.Id && m.OpportunityId == opportunity.Id)
            )
        );
        Assert.Equal([(prospect.Id, FeedbackAnswer.DoesNotFit)], await SaidOfAsync(opportunity));
        Assert.False(await site.InDatabaseAsync(db => db.Organisations.Living().AnyAsync(o => o.Id == account)));

        Assert.True(await SplitAsync(account, staff));

        Assert.Equal(before, await StateAsync(account, prospect.Id, child.Id));
        Assert.False(await SplitAsync(account, staff));
    }

    [Fact]
    public async Task Where_both_have_answered_each_keeps_its_own_answer()
    {
        var staff = await site.People.StaffAsync();
        var (one, other) = (await site.People.InvestorAsync(), await site.People.InvestorAsync());
        var (source, target) = (one.OrganisationId!.Value, other.OrganisationId!.Value);
        var opportunity = await site.PublishAsync();
        await SayAsync(source, one, opportunity, FeedbackAnswer.DoesNotFit);
        await SayAsync(target, other, opportunity, FeedbackAnswer.Fits);
        (Guid, FeedbackAnswer)[] said = [.. new[] { (source, FeedbackAnswer.DoesNotFit), (target, FeedbackAnswer.Fits) }.Order()];
        // What the source alone has answered moves all the same.
        var another = await site.PublishAsync();
        await SayAsync(source, one, another, FeedbackAnswer.Fits);

        Assert.True(await MergeAsync(source, target, staff));
        Assert.Equal(said, await SaidOfAsync(opportunity));
        Assert.Equal([(target, FeedbackAnswer.Fits)], await SaidOfAsync(another));
        Assert.True(await SplitAsync(source, staff));
        Assert.Equal(said, await SaidOfAsync(opportunity));
        Assert.Equal([(source, FeedbackAnswer.Fits)], await SaidOfAsync(another));
    }

    [Fact]
    public async Task What_came_to_the_target_of_itself_stays_with_it_after_a_split()
    {
        var staff = await site.People.StaffAsync();
        var (source, target) = (await site.AddProspectAsync(), await site.AddProspectAsync());
        await site.AddDealAsync(source.Id, source.Name);
        await MergeAsync(source.Id, target.Id, staff);
        await site.AddDealAsync(target.Id, target.Name);

        await SplitAsync(source.Id, staff);

        Assert.Equal((1, 1), ((await CountsAsync(source.Id)).Deals, (await CountsAsync(target.Id)).Deals));
    }

    [Fact]
    public async Task Merges_of_merges_are_split_in_the_reverse_order_only()
    {
        var staff = await site.People.StaffAsync();
        var (a, b, c) = (await site.AddProspectAsync(), await site.AddProspectAsync(), await site.AddProspectAsync());
        await site.AddDealAsync(a.Id, a.Name);
        Assert.True(await MergeAsync(a.Id, b.Id, staff));
        Assert.True(await MergeAsync(b.Id, c.Id, staff));

        Assert.False(await SplitAsync(a.Id, staff));
        Assert.True(await SplitAsync(b.Id, staff));
        Assert.Equal(1, (await CountsAsync(b.Id)).Deals);
        Assert.True(await SplitAsync(a.Id, staff));

        Assert.Equal((1, 1), ((await CountsAsync(a.Id)).Deals, (await CountsAsync(a.Id)).Names));
        Assert.Equal((0, 1), ((await CountsAsync(c.Id)).Deals, (await CountsAsync(c.Id)).Names));
    }

    [Fact]
    public async Task A_parent_is_not_merged_into_its_subsidiary_and_nothing_into_itself_or_into_what_is_merged()
    {
        var staff = await site.People.StaffAsync();
        var top = await site.AddProspectAsync();
        var middle = await site.AddProspectAsync(change: o => o.ParentId = top.Id);
        var child = await site.AddProspectAsync(change: o => o.ParentId = middle.Id);
        Assert.False(await MergeAsync(top.Id, child.Id, staff));
        Assert.False(await MergeAsync(top.Id, top.Id, staff));
        Assert.False(await MergeAsync(top.Id, Guid.NewGuid(), staff));

        Assert.True(await MergeAsync(middle.Id, top.Id, staff));

        Assert.False(await MergeAsync(middle.Id, child.Id, staff));
        Assert.False(await MergeAsync(child.Id, middle.Id, staff));
        Assert.Equal(
            top.Id,
            await site.InDatabaseAsync(db => db.Organisations.Where(o => o.Id == child.Id).Select(o => o.ParentId).SingleAsync())
        );
    }

    [Fact]
    public async Task Both_ways_at_once_is_one_merge()
    {
        var staff = await site.People.StaffAsync();
        for (var round = 0; round < 5; round++)
        {
            var (a, b) = (await site.AddProspectAsync(), await site.AddProspectAsync());

            var done = await Task.WhenAll(MergeAsync(a.Id, b.Id, staff), MergeAsync(b.Id, a.Id, staff));

            Assert.Single(done, merged => merged);
            Assert.Equal(1, await site.InDatabaseAsync(db => db.Organisations.Living().CountAsync(o => o.Id == a.Id || o.Id == b.Id)));
        }
    }

    [Fact]
    public async Task What_an_old_sign_in_leaves_with_the_merged_one_follows_and_goes_back_with_a_split()
    {
        var staff = await site.People.StaffAsync();
        var (person, target) = (await site.People.InvestorAsync(), await site.AddProspectAsync());
        var account = person.OrganisationId!.Value;
        await MergeAsync(account, target.Id, staff);
        await site.AddMandateAsync(person);
        Assert.Equal(1, (await CountsAsync(account)).Mandates);

        await site.RunAsync<OrganisationMerger>(merging => merging.FollowAsync(CancellationToken.None));
        Assert.Equal((0, 1), ((await CountsAsync(account)).Mandates, (await CountsAsync(target.Id)).Mandates));

        await SplitAsync(account, staff);
        Assert.Equal((1, 0), ((await CountsAsync(account)).Mandates, (await CountsAsync(target.Id)).Mandates));
    }

    [Fact]
    public async Task A_name_is_split_off_with_the_deals_that_were_entered_under_it()
    {
        var organisation = await site.AddProspectAsync();
        var other = Companies.NewName("Caspian Tractor Works");
        var name = OrganisationName.Of(organisation.Id, other, NameKind.Alias, certain: true, TimeProvider.System.GetUtcNow());
        await site.InDatabaseAsync(async db =>
        {
            db.OrganisationNames.Add(name);
            return await db.SaveChangesAsync();
        });
        await site.AddDealAsync(organisation.Id, organisation.Name);
        await site.AddDealAsync(organisation.Id, other);
        await site.AddDealAsync(organisation.Id, other + " Co., Ltd.");
        var before = await CountsAsync(organisation.Id);

        Guid? made = null;
        await using (var scope = site.Services.CreateAsyncScope())
        {
            var row = await scope.ServiceProvider.GetRequiredService<MatchmakingDb>().OrganisationNames.SingleAsync(n => n.Id == name.Id);
            made = await scope.ServiceProvider.GetRequiredService<NameSplitter>().SplitAsync(row, CancellationToken.None);
        }

        Assert.Equal((1, 2), ((await CountsAsync(made!.Value)).Names, (await CountsAsync(made.Value)).Deals));
        Assert.Equal((1, 1), ((await CountsAsync(organisation.Id)).Names, (await CountsAsync(organisation.Id)).Deals));
        Assert.True(await MergeAsync(made.Value, organisation.Id, await site.People.StaffAsync()));
        Assert.Equal(before, await CountsAsync(organisation.Id));
    }

    private async Task<bool> MergeAsync(Guid source, Guid target, Person by)
    {
        var done = false;
        await site.RunAsync<OrganisationMerger>(async merging =>
            done = await merging.MergeAsync(source, target, by.Id, CancellationToken.None)
        );
        return done;
    }

    private async Task<bool> SplitAsync(Guid source, Person by)
    {
        var merge = await site.InDatabaseAsync(db =>
            db.OrganisationMerges.Where(m => m.SourceId == source).OrderByDescending(m => m.Id).Select(m => m.Id).FirstAsync()
        );
        var done = false;
        await site.RunAsync<OrganisationMerger>(async merging => done = await merging.SplitAsync(merge, by.Id, CancellationToken.None));
        return done;
    }

    private Task SayAsync(Guid organisation, Person by, Opportunity opportunity, FeedbackAnswer answer) =>
        site.RunAsync<FeedbackService>(book =>
            book.SayAsync(organisation, by.Id, opportunity.Id, new(answer, null), CancellationToken.None)
        );

    private async Task<(Guid Organisation, FeedbackAnswer Answer)[]> SaidOfAsync(Opportunity opportunity)
    {
        var said = await site.InDatabaseAsync(db => db.Feedback.AsNoTracking().Where(f => f.OpportunityId == opportunity.Id).ToListAsync());
        return [.. said.Select(f => (f.OrganisationId, f.Answer)).Order()];
    }

    private Task<(int Names, int Deals, int Mandates, int Members, int Submissions, int Children)> CountsAsync(Guid id) =>
        site.InDatabaseAsync(async db =>
            (
                await db.OrganisationNames.CountAsync(n => n.OrganisationId == id),
                await db.Deals.CountAsync(d => d.OrganisationId == id),
                await db.Mandates.CountAsync(m => m.OrganisationId == id),
                await db.Users.CountAsync(p => p.OrganisationId == id),
                await db.Opportunities.CountAsync(o => o.SubmittedById == id),
                await db.Organisations.CountAsync(o => o.ParentId == id)
            )
        );

    /// <summary>All that belongs to the organisations, as text.</summary>
    private Task<string> StateAsync(params Guid[] ids) =>
        site.InDatabaseAsync(async db =>
            JsonSerializer.Serialize(
                new
                {
                    Organisations = await db
                        .Organisations.AsNoTracking()
                        .Where(o => ids.Contains(o.Id))
                        .OrderBy(o => o.Id)
                        .Select(o => new
                        {
                            o.Id,
                            o.Name,
                            o.NameKey,
                            o.Country,
                            o.ParentId,
                            o.MergedIntoId,
                            o.IsSample,
                            o.CreatedAt,
                        })
                        .ToListAsync(),
                    Names = await db
                        .OrganisationNames.AsNoTracking()
                        .Where(n => ids.Contains(n.OrganisationId))
                        .OrderBy(n => n.Id)
                        .Select(n => new
                        {
                            n.Id,
                            n.OrganisationId,
                            n.Text,
                            n.IsCertain,
                            n.Kind,
                        })
                        .ToListAsync(),
                    Deals = await db
                        .Deals.AsNoTracking()
                        .Where(d => ids.Contains(d.OrganisationId))
                        .OrderBy(d => d.Id)
                        .Select(d => new
                        {
                            d.Id,
                            d.OrganisationId,
                            d.Investor,
                            d.DealKey,
                        })
                        .ToListAsync(),
                    Mandates = await db
                        .Mandates.AsNoTracking()
                        .Where(m => ids.Contains(m.OrganisationId))
                        .OrderBy(m => m.Id)
                        .Select(m => new
                        {
                            m.Id,
                            m.OrganisationId,
                            m.OwnerId,
                            m.Name,
                            m.UpdatedAt,
                        })
                        .ToListAsync(),
                    Matches = await db
                        .Matches.AsNoTracking()
                        .Where(m => ids.Contains(m.Mandate!.OrganisationId))
                        .OrderBy(m => m.OpportunityId)
                        .Select(m => new
                        {
                            m.MandateId,
                            m.OpportunityId,
                            m.Score,
                        })
                        .ToListAsync(),
                    Answers = await db
                        .Feedback.AsNoTracking()
                        .Where(f => ids.Contains(f.OrganisationId))
                        .OrderBy(f => f.OpportunityId)
                        .Select(f => new
                        {
                            f.OrganisationId,
                            f.OpportunityId,
                            f.PersonId,
                            f.Answer,
                            f.At,
                        })
                        .ToListAsync(),
                    Members = await db
                        .Users.AsNoTracking()
                        .Where(p => ids.Contains(p.OrganisationId!.Value))
                        .OrderBy(p => p.Id)
                        .Select(p => new { p.Id, p.OrganisationId })
                        .ToListAsync(),
                    Submissions = await db
                        .Opportunities.AsNoTracking()
                        .Where(o => ids.Contains(o.SubmittedById!.Value))
                        .OrderBy(o => o.Id)
                        .Select(o => new { o.Id, o.SubmittedById })
                        .ToListAsync(),
                }
            )
        );
}
