using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Saved;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Saved;

/// <summary>What people do with their lists, through the pages.</summary>
internal static class SavedSteps
{
    public static string PathOf(Opportunity listing) => "/opportunities/" + listing.Slug;

    public static string NoteOf(Opportunity listing) => $"/saved/{listing.Slug}/edit";

    public static async Task WithdrawAsync(this Site site, Opportunity listing)
    {
        var by = (await site.People.StaffAsync()).Id;
        await site.ChangeAsync(listing, o => o.Withdraw(by, TimeProvider.System.GetUtcNow()));
    }

    public static async Task<Visitor> SaveAsync(this Site site, Person person, Opportunity listing)
    {
        var visitor = await site.People.SignInAsync(person);
        await visitor.SubmitAsync(await visitor.OpenAsync(PathOf(listing)), ".save form");
        return visitor;
    }

    public static async Task<Page> NoteAsync(this Visitor visitor, Opportunity listing, string note) =>
        await visitor.SubmitAsync(await visitor.OpenAsync(NoteOf(listing)), "main form", ("Input.Note", note));

    public static Task<List<SavedOpportunity>> SavedRowsAsync(this Site site, Person person) =>
        site.InDatabaseAsync(db => db.SavedOpportunities.AsNoTracking().Where(s => s.PersonId == person.Id).ToListAsync());

    public static Task KeepAsync(this Site site, Person person, IReadOnlyList<Opportunity> listings, DateTimeOffset now) =>
        site.InDatabaseAsync(db =>
        {
            db.AddRange(
                listings.Select(
                    (listing, i) =>
                        new SavedOpportunity
                        {
                            PersonId = person.Id,
                            OpportunityId = listing.Id,
                            CreatedAt = now.AddSeconds(i),
                            KnownVersion = 1,
                        }
                )
            );
            return db.SaveChangesAsync();
        });
}
