using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Opportunities.Form;
using Matchmaking.Web.Languages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Opportunities.Versions;

/// <summary>What a list says of a version.</summary>
/// <param name="Number">Which.</param>
/// <param name="At">When it was saved.</param>
/// <param name="By">Who saved it, by name; null for the system.</param>
/// <param name="Changed">Names of the fields that differ from the version before.</param>
/// <param name="IsPublic">Whether it was on the public list.</param>
/// <param name="RestoredFrom">Which earlier version it brought back; null for an ordinary save.</param>
public sealed record VersionLine(int Number, DateTimeOffset At, string? By, IReadOnlyList<string> Changed, bool IsPublic, int? RestoredFrom)
{
    /// <summary>The line of a version that the system made.</summary>
    public static VersionLine Of(OpportunityVersion version) =>
        new(version.Number, version.At, null, version.Changed, version.IsPublic, version.RestoredFrom);
}

/// <summary>The versions of a listing. One that was not saved since versions are kept has one: what stands.</summary>
public static class VersionQueries
{
    public static IQueryable<OpportunityVersion> Of(this IQueryable<OpportunityVersion> versions, Guid opportunity) =>
        versions.Where(v => v.OpportunityId == opportunity);

    /// <summary>The last one that is kept; null when none is.</summary>
    internal static Task<OpportunityVersion?> LastAsync(
        this IQueryable<OpportunityVersion> versions,
        Guid opportunity,
        CancellationToken cancel
    ) => versions.Of(opportunity).OrderByDescending(v => v.Number).FirstOrDefaultAsync(cancel);

    /// <summary>
    /// The number of the last version and its outdated texts. A form reads it before the listing: too old a version asks once too often,
    /// too new a one would take another's text for its own.
    /// </summary>
    public static async Task<(int Number, IReadOnlyList<string> Outdated)> LastVersionAsync(
        this MatchmakingDb db,
        Guid opportunity,
        CancellationToken cancel
    ) =>
        await db
            .OpportunityVersions.Of(opportunity)
            .OrderByDescending(v => v.Number)
            .Select(v => new { v.Number, v.Outdated })
            .FirstOrDefaultAsync(cancel)
            is { } last
            ? (last.Number, last.Outdated)
            : (1, []);

    /// <summary>The last version.</summary>
    /// <param name="db">Where they are.</param>
    /// <param name="saved">The listing as it is saved.</param>
    public static async Task<OpportunityVersion> LastVersionAsync(this MatchmakingDb db, Opportunity saved, CancellationToken cancel) =>
        await db.OpportunityVersions.AsNoTracking().LastAsync(saved.Id, cancel) ?? OpportunityVersion.First(saved, null);

    /// <summary>One version; null when there is none of that number.</summary>
    /// <param name="db">Where they are.</param>
    /// <param name="saved">The listing as it is saved.</param>
    /// <param name="number">Counts from 1.</param>
    public static async Task<OpportunityVersion?> VersionAsync(
        this MatchmakingDb db,
        Opportunity saved,
        int number,
        CancellationToken cancel
    )
    {
        var kept = db.OpportunityVersions.AsNoTracking().Of(saved.Id);
        return await kept.SingleOrDefaultAsync(v => v.Number == number, cancel)
            ?? (number == 1 && !await kept.AnyAsync(cancel) ? OpportunityVersion.First(saved, null) : null);
    }

    /// <summary>The names of the contacts that forms name, by id as the forms have it.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> ContactNamesAsync(
        this MatchmakingDb db,
        IEnumerable<OpportunityInput> inputs,
        CancellationToken cancel
    )
    {
        Guid[] ids = [.. inputs.Select(input => Guid.TryParse(input.ContactId, out var id) ? id : Guid.Empty).Distinct()];
        return await db.Users.Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id.ToString(), p => p.DisplayName, cancel);
    }

    /// <summary>
    /// The titles of listings as everybody may know them: of one that is not public (any more), what it was called when it last was. One
    /// statement, and another where some are not public.
    /// </summary>
    /// <param name="db">Where they are.</param>
    /// <param name="listings">Ids; one that is unknown, or was never public, is left out.</param>
    public static async Task<IReadOnlyDictionary<Guid, Localized>> PublicTitlesAsync(
        this MatchmakingDb db,
        IReadOnlyCollection<Guid> listings,
        CancellationToken cancel
    )
    {
        var now = await db
            .Opportunities.Where(o => listings.Contains(o.Id) && o.PublishedAt != null)
            .Select(o => new
            {
                o.Id,
                IsPublic = o.Status == PublicationStatus.Published,
                Title = new Localized(o.Title.Zh, o.Title.Az, o.Title.En),
            })
            .ToListAsync(cancel);
        var titles = now.ToDictionary(listing => listing.Id, listing => listing.Title);
        var hidden = now.Where(listing => !listing.IsPublic).Select(listing => listing.Id).ToArray();
        if (hidden.Length == 0)
            return titles;
        var last = await db
            .OpportunityVersions.AsNoTracking()
            .Where(v =>
                hidden.Contains(v.OpportunityId)
                && v.Number == db.OpportunityVersions.Where(o => o.OpportunityId == v.OpportunityId && o.IsPublic).Max(o => o.Number)
            )
            .ToListAsync(cancel);
        foreach (var version in last)
            titles[version.OpportunityId] = version.Read().Title;
        return titles;
    }

    /// <summary>The lines of some versions, newest first.</summary>
    public static IQueryable<VersionLine> Lines(this MatchmakingDb db, IQueryable<OpportunityVersion> versions) =>
        versions
            .OrderByDescending(v => v.Number)
            .Select(v => new VersionLine(
                v.Number,
                v.At,
                db.Users.Where(p => p.Id == v.ById).Select(p => p.DisplayName).FirstOrDefault(),
                v.Changed,
                v.IsPublic,
                v.RestoredFrom
            ));
}
