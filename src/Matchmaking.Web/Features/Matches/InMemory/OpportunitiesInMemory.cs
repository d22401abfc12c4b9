using System.Collections.Concurrent;
using Matchmaking.Matching.Index;
using Matchmaking.Search;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Opportunities.Search;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Queues;
using Matchmaking.Web.Reference;
using Npgsql;

namespace Matchmaking.Web.Features.Matches.InMemory;

/// <summary>All published opportunities in memory.</summary>
public sealed class PublishedOpportunities
{
    /// <summary>
    /// Those on offer, to be asked which of them match a mandate. Last days pass without a change, so they are not in it: whoever asks
    /// holds the answer against the rows, as ever.
    /// </summary>
    public OpportunityIndex Open { get; } = new();

    /// <summary>All of them, to be counted by what the public list is filtered by.</summary>
    public FacetIndex Facets { get; } = new();

    /// <summary>All of them, to be searched for words.</summary>
    public SearchIndex Words { get; } = new();

    /// <summary>Read, and not yet among <see cref="Words"/>: their keys are made of many at once.</summary>
    internal Dictionary<Guid, (Opportunity Listing, DateTimeOffset PublishedAt, int Place)> WithoutKeys { get; } = [];
}

/// <summary>This node's copy of what is published, closed and expired listings too.</summary>
public sealed class OpportunitiesInMemory(
    DatabaseAddress database,
    ReferenceData reference,
    ListingVocabulary vocabulary,
    Parking parking,
    PublicChanges changes,
    ILogger<OpportunitiesInMemory> log
) : TableReplica<PublishedOpportunities>(database, parking, log)
{
    private readonly string _database = database.ConnectionString;
    private long _changes;

    /// <summary>
    /// The copy with all that this node has committed itself or was told of: for pages, which ask the database only after such a
    /// change. It takes no lock of matching.
    /// </summary>
    public async ValueTask<PublishedOpportunities> CurrentAsync(CancellationToken cancel)
    {
        var number = changes.Number;
        if (Seen >= 0 && Interlocked.Read(ref _changes) >= number)
            return Copy;
        await using var connection = new NpgsqlConnection(_database);
        await connection.OpenAsync(cancel);
        var copy = await CatchUpAsync(connection, cancel);
        // Of two that come at once the later number may be written first; then the next page asks once more, for nothing.
        Interlocked.Exchange(ref _changes, number);
        return copy;
    }

    protected override string Table => "opportunities";

    protected override string Columns =>
        $"""
            id, {Wanted}, availability = '{nameof(Availability.Open)}', valid_until, published_at, sector, subsector, more_sectors, places,
            deal_types, amount_from, amount_to, currency, technical_stage, legal_stage, zone,
            needs_megawatts, needs_hectares, needs_rail,
            promoter_zh, promoter_az, promoter_en, title_zh, title_az, title_en,
            summary_zh, summary_az, summary_en, description_zh, description_az, description_en
            """;

    protected override string Wanted => $"(status = '{nameof(PublicationStatus.Published)}')";

    protected override void Forget(PublishedOpportunities copy, Guid id)
    {
        copy.Open.Remove(id);
        copy.Facets.Remove(id);
        copy.Words.Remove(id);
        copy.WithoutKeys.Remove(id);
    }

    private protected override void Apply(PublishedOpportunities copy, Row row)
    {
        var id = row.Next<Guid>();
        var (isPublished, isOffered) = (row.Next<bool>(), row.Next<bool>());
        var lastDay = row.NextOrNull<DateOnly>();
        var publishedAt = row.NextOrNull<DateTimeOffset>() ?? DateTimeOffset.UnixEpoch;
        var opportunity = new Opportunity
        {
            Id = id,
            Slug = "",
            Sector = row.Next<string>(),
            Subsector = row.NextText(),
            MoreSectors = row.NextTexts(),
            Places = row.NextTexts(),
            DealTypes = row.NextTexts(),
            AmountFrom = row.NextOrNull<decimal>(),
            AmountTo = row.NextOrNull<decimal>(),
            Currency = row.NextText(),
            TechnicalStage = row.NextOrNull<int>(),
            LegalStage = row.NextOrNull<int>(),
            Zone = row.NextText(),
            Needs = new(row.NextOrNull<decimal>(), row.NextOrNull<decimal>(), row.Next<bool>()),
            Promoter = Text(row),
            Title = Text(row),
            Summary = Text(row),
            Description = Text(row),
        };
        if (isPublished && isOffered)
            copy.Open.Set(id, opportunity.ToFacts(reference));
        else
            copy.Open.Remove(id);
        if (isPublished)
        {
            var place = copy.Facets.Set(id, FacetsOf(opportunity, isOffered, lastDay, publishedAt));
            copy.WithoutKeys[id] = (opportunity, publishedAt, place);
        }
        else
            Forget(copy, id);
    }

    /// <summary>
    /// Makes the keys of what was read, with all cores where there is much: it is most of the work of loading. Until then a listing that
    /// changed is found by its earlier words.
    /// </summary>
    private protected override IReadOnlyCollection<(Guid Id, Exception Reason)> Complete(PublishedOpportunities copy)
    {
        var failed = new ConcurrentBag<(Guid, Exception)>();
        copy.Words.SetAll(
            copy.WithoutKeys.Values.AsParallel()
                .Select(read => (read.Listing.Id, Keys: KeysOf(read.Listing, failed), read.PublishedAt, read.Place))
                .Where(made => made.Keys is not null)
                .Select(made => new ListingKeys(made.Id, made.Keys!, made.PublishedAt, made.Place))
        );
        copy.WithoutKeys.Clear();
        return failed;
    }

    private DocumentKeys? KeysOf(Opportunity opportunity, ConcurrentBag<(Guid, Exception)> failed)
    {
        try
        {
            return vocabulary.Words.KeysOf(ListingDocument.Of(opportunity, reference));
        }
        // One listing that cannot be made ready does not keep the others out; it is parked with this reason.
        catch (Exception e)
        {
            failed.Add((opportunity.Id, e));
            return null;
        }
    }

    private FacetValues FacetsOf(Opportunity opportunity, bool isOffered, DateOnly? lastDay, DateTimeOffset publishedAt)
    {
        var dollars = reference.InDollars(opportunity.AmountFrom, opportunity.AmountTo, opportunity.Currency);
        return new(
            new()
            {
                [FacetKind.Sector] = [opportunity.Sector, .. opportunity.AllSectors],
                [FacetKind.Place] = opportunity.Places,
                [FacetKind.DealType] = opportunity.DealTypes,
                [FacetKind.Zone] = OneOrNone(opportunity.Zone),
                [FacetKind.TechnicalStage] = OneOrNone(FacetNames.TechnicalCode(opportunity.TechnicalStage)),
                [FacetKind.LegalStage] = OneOrNone(FacetNames.LegalCode(opportunity.LegalStage)),
                [FacetKind.Need] = [.. opportunity.Needs.Codes()],
                [FacetKind.Amount] = AmountBands.CodesOf(dollars),
            },
            isOffered,
            lastDay,
            (publishedAt - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond,
            dollars?.To ?? dollars?.From
        );
    }

    private static string[] OneOrNone(string? code) => code is null ? [] : [code];

    private static Localized Text(Row row) => new(row.Next<string>(), row.Next<string>(), row.Next<string>());
}
