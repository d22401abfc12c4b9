using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Opportunities.Form;
using Matchmaking.Web.Languages;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Npgsql;

namespace Matchmaking.Web.Features.Opportunities.Versions;

/// <summary>What an investor has seen of a listing, to be shown the next time what has changed since.</summary>
public sealed class OpportunityLook
{
    public required Guid PersonId { get; init; }
    public required Guid OpportunityId { get; init; }

    /// <summary>The newest version that was on the screen when the visit before this one ended.</summary>
    public required int KnownVersion { get; init; }

    /// <summary>The newest version that was on the screen.</summary>
    public required int SeenVersion { get; init; }

    /// <summary>When it was looked at last.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>What has changed of a listing since somebody looked at it the last time.</summary>
/// <param name="LookedAt">When that was saved which was seen then.</param>
/// <param name="Differences">In the reader's words; texts of other languages than the reader's are left out.</param>
public sealed record ChangesSinceLook(DateTimeOffset LookedAt, IReadOnlyList<FieldDifference> Differences);

/// <summary>Notes looks, and says what has changed since the last.</summary>
public sealed class OpportunityLooks(MatchmakingDb db, FieldWords words, Text t, TimeProvider time)
{
    /// <summary>Within this time it is the same visit, which goes on being shown what was new when it began.</summary>
    private static readonly TimeSpan Visit = TimeSpan.FromMinutes(30);

    /// <summary>
    /// Notes that a person looks at a listing now. One statement, and two more when something has changed.
    /// </summary>
    /// <param name="person">Who.</param>
    /// <param name="opportunity">As it is shown.</param>
    /// <returns>What has changed since the last visit; null for a first one, and when nothing has that this reader reads.</returns>
    public async Task<ChangesSinceLook?> NoteAsync(Guid person, Opportunity opportunity, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var look = (
            await db
                .Database.SqlQueryRaw<Look>(
                    """
                    INSERT INTO opportunity_looks AS look (person_id, opportunity_id, known_version, seen_version, at)
                    SELECT @person, @opportunity, last, last, @now FROM (
                        SELECT coalesce(max(number), 1) AS last FROM opportunity_versions WHERE opportunity_id = @opportunity) AS version
                    ON CONFLICT (person_id, opportunity_id) DO UPDATE SET seen_version = excluded.seen_version, at = excluded.at,
                        known_version = CASE WHEN look.at < @earlier THEN look.seen_version ELSE look.known_version END
                    RETURNING known_version AS known, seen_version AS seen
                    """,
                    new NpgsqlParameter("person", person),
                    new NpgsqlParameter("opportunity", opportunity.Id),
                    new NpgsqlParameter("now", now),
                    new NpgsqlParameter("earlier", now - Visit)
                )
                .ToListAsync(cancel)
        ).Single();
        if (look.Known >= look.Seen)
            return null;
        var versions = await db
            .OpportunityVersions.AsNoTracking()
            .Of(opportunity.Id)
            .Where(v => v.Number == look.Known || v.Number == look.Seen)
            .OrderBy(v => v.Number)
            .ToListAsync(cancel);
        if (versions is not [var known, var seen])
            return null;
        var (before, after) = (OpportunityInput.From(known.Read()), OpportunityInput.From(seen.Read()));
        var fields = OpportunityField.All.Where(field => field.Language is null || field.Language == t.Language);
        var differences = FieldDifference.Of(before, after, words, await db.ContactNamesAsync([before, after], cancel), fields);
        return differences.Count == 0 ? null : new(known.At, differences);
    }

    private sealed record Look(int Known, int Seen);
}

internal sealed class OpportunityLookMapping : IEntityTypeConfiguration<OpportunityLook>
{
    public void Configure(EntityTypeBuilder<OpportunityLook> look)
    {
        look.HasKey(l => new { l.PersonId, l.OpportunityId });
        look.HasIndex(l => l.OpportunityId);
        look.HasOne<Person>().WithMany().HasForeignKey(l => l.PersonId).OnDelete(DeleteBehavior.Cascade);
        look.HasOne<Opportunity>().WithMany().HasForeignKey(l => l.OpportunityId).OnDelete(DeleteBehavior.Cascade);
    }
}
