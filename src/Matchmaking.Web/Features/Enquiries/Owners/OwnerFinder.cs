using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Reference;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Enquiries.Owners;

/// <summary>
/// Finds who sees to an enquiry: by the rules, of equal rules whoever has least to do; without a rule whoever of the desk has least to do.
/// Whoever is away is passed by, and so is whoever has no access any more.
/// </summary>
public sealed class OwnerFinder(MatchmakingDb db, ReferenceData reference, TimeProvider time)
{
    /// <summary>Whose it becomes; null only while the desk has nobody at all.</summary>
    public async Task<Guid?> FindAsync(Enquiry enquiry, CancellationToken cancel)
    {
        var people = (await db.DeskPeopleAsync(cancel)).Select(person => person.Id).ToHashSet();
        if (people.Count == 0)
            return null;
        var deputies = await AwayAsync(BakuDay.Of(time), cancel);
        var rules = (await db.OwnerRules.AsNoTracking().ToListAsync(cancel)).Where(rule => Fits(rule, enquiry)).ToList();
        var best = rules.Count == 0 ? 0 : rules.Max(rule => rule.Weight);
        var candidates = rules
            .Where(rule => rule.Weight == best)
            .Select(rule => Present(rule.PersonId, deputies, people))
            .OfType<Guid>()
            .ToHashSet();
        // Without a rule it is the staff's; administrators run the site.
        if (candidates.Count == 0)
            candidates = (await StaffAsync(people, cancel)).Where(person => !deputies.ContainsKey(person)).ToHashSet();
        if (candidates.Count == 0)
            candidates = people.Where(person => !deputies.ContainsKey(person)).ToHashSet();
        // Everybody is away: better somebody who comes back than nobody.
        if (candidates.Count == 0)
            candidates = people;
        var load = await db
            .Enquiries.Where(e => e.OwnerId != null && candidates.Contains(e.OwnerId.Value) && e.DueAt != null)
            .GroupBy(e => e.OwnerId!.Value)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancel);
        return candidates.OrderBy(person => load.GetValueOrDefault(person)).ThenBy(person => person).First();
    }

    /// <summary>Who stands in for somebody, through others who are away too; null when there is nobody in the end.</summary>
    internal static Guid? Present(Guid person, IReadOnlyDictionary<Guid, Guid> deputies, IReadOnlySet<Guid> people)
    {
        var seen = new HashSet<Guid>();
        while (deputies.TryGetValue(person, out var deputy))
        {
            if (!seen.Add(person))
                return null;
            person = deputy;
        }
        return people.Contains(person) ? person : null;
    }

    /// <summary>Who is away on a day, and who stands in.</summary>
    internal async Task<Dictionary<Guid, Guid>> AwayAsync(DateOnly day, CancellationToken cancel) =>
        (
            await db
                .Absences.AsNoTracking()
                .Where(absence => absence.From <= day && absence.Until >= day)
                .OrderBy(absence => absence.Until)
                .ToListAsync(cancel)
        )
            // Of two absences that overlap the one that lasts longer decides.
            .GroupBy(absence => absence.PersonId)
            .ToDictionary(group => group.Key, group => group.Last().DeputyId);

    private async Task<IEnumerable<Guid>> StaffAsync(HashSet<Guid> people, CancellationToken cancel) =>
        await (
            from held in db.UserRoles
            join role in db.Roles on held.RoleId equals role.Id
            where role.Name == Role.Staff && people.Contains(held.UserId)
            select held.UserId
        ).ToListAsync(cancel);

    private bool Fits(OwnerRule rule, Enquiry enquiry) =>
        (rule.Sector is null || enquiry.Sector == rule.Sector || enquiry.Sector?.Split('.')[0] == rule.Sector)
        && (rule.Region is null || rule.Region == RegionOf(enquiry.Place))
        && (rule.Language is null || rule.Language == enquiry.Language)
        && (rule.IsContract is null || rule.IsContract == enquiry.IsContract);

    private string? RegionOf(string? place) =>
        reference.ZoneOf(place) is { } zone
            ? zone.Places.Select(code => reference.PlaceOf(code)?.Region).FirstOrDefault(region => region is not null)
            : reference.PlaceOf(place)?.Region ?? place;
}
