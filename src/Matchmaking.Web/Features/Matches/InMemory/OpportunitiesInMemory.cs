using Matchmaking.Matching.Index;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Queues;
using Matchmaking.Web.Reference;

namespace Matchmaking.Web.Features.Matches.InMemory;

/// <summary>
/// All opportunities that are public and open, in memory, to be asked which of them match a mandate. Last days pass without a
/// change, so they are not in it: whoever asks holds the answer against the rows, as ever.
/// </summary>
public sealed class OpportunitiesInMemory(DatabaseAddress database, ReferenceData reference, Parking parking, ILogger<OpportunitiesInMemory> log)
    : Follower<OpportunityIndex>(database, parking, log)
{
    protected override string Table => "opportunities";

    protected override string Columns => $"""
        id, {Wanted}, sector, subsector, more_sectors, places, deal_types, amount_from, amount_to, currency, technical_stage, legal_stage,
        title_zh, title_az, title_en, summary_zh, summary_az, summary_en, description_zh, description_az, description_en
        """;

    protected override string Wanted => $"(status = '{nameof(PublicationStatus.Published)}' AND availability = '{nameof(Availability.Open)}')";

    protected override void Forget(OpportunityIndex copy, Guid id) => copy.Remove(id);

    private protected override void Apply(OpportunityIndex copy, Row row)
    {
        var id = row.Next<Guid>();
        var isOpen = row.Next<bool>();
        var opportunity = new Opportunity
        {
            Id = id, Slug = "", Sector = row.Next<string>(), Subsector = row.NextText(), MoreSectors = row.NextTexts(), Places = row.NextTexts(), DealTypes = row.NextTexts(),
            AmountFrom = row.NextOrNull<decimal>(), AmountTo = row.NextOrNull<decimal>(), Currency = row.NextText(),
            TechnicalStage = row.NextOrNull<int>(), LegalStage = row.NextOrNull<int>(),
            Title = Text(row), Summary = Text(row), Description = Text(row),
        };
        if (isOpen)
            copy.Set(id, opportunity.ToFacts(reference));
        else
            copy.Remove(id);
    }

    private static Localized Text(Row row) => new(row.Next<string>(), row.Next<string>(), row.Next<string>());
}
