using Matchmaking.Matching;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Matches.InMemory;
using Matchmaking.Web.Features.Opportunities.Search;
using Matchmaking.Web.Features.Opportunities.Versions;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;
using NpgsqlTypes;

namespace Matchmaking.Web.Features.Opportunities;

/// <summary>Where a listing stands on its way to the public.</summary>
public enum PublicationStatus
{
    /// <summary>Being written by staff.</summary>
    Draft,

    /// <summary>Sent in by an investor's organisation, waiting for staff.</summary>
    Submitted,

    /// <summary>Sent back to that organisation with a reason.</summary>
    Returned,
    Published,

    /// <summary>Taken off the public list by staff.</summary>
    Withdrawn,

    /// <summary>A submission that staff do not publish; nothing more becomes of it.</summary>
    Declined,

    /// <summary>A draft that staff threw away; it can be taken out again.</summary>
    Discarded,
}

/// <summary>Whether there is still something to put money into. Only what is open is matched.</summary>
public enum Availability
{
    Open,

    /// <summary>A partner is named; listed for reference.</summary>
    Reserved,
    OnHold,
    Done,
}

/// <summary>A listing: something an investor can put money or technology into.</summary>
public sealed partial class Opportunity
{
    public const int TitleLength = 160;
    public const int SummaryLength = 600;
    public const int DescriptionLength = 8000;
    public const int MostMoreSectors = 15;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The address: lower-case ASCII words and hyphens; unique, and kept once published.</summary>
    public required string Slug { get; set; }

    public Localized Title { get; set; } = Localized.Empty;
    public Localized Summary { get; set; } = Localized.Empty;
    public Localized Description { get; set; } = Localized.Empty;

    /// <summary>A hub sector's code.</summary>
    public required string Sector { get; set; }

    /// <summary>A code of that sector's subsectors; null when none is named.</summary>
    public string? Subsector { get; set; }

    /// <summary>
    /// Codes of further hub sectors or subsectors that it suits as well, at most <see cref="MostMoreSectors"/>,
    /// without the main one, in no order.
    /// </summary>
    public List<string> MoreSectors { get; set; } = [];

    /// <summary>Sector, subsector and further ones, so that one index finds it under each; made by the database.</summary>
    public List<string> SectorCodes { get; private set; } = [];
    public List<string> DealTypes { get; set; } = [];

    /// <summary>0 (idea) to 5 (operating); null when not known.</summary>
    public int? TechnicalStage { get; set; }

    /// <summary>0 (none) to 6 (financial close); null when not known.</summary>
    public int? LegalStage { get; set; }

    /// <summary>In <see cref="Currency"/>; both ends null when the amount is not published.</summary>
    public decimal? AmountFrom { get; set; }
    public decimal? AmountTo { get; set; }

    /// <summary>ISO 4217; null exactly when no amount is published.</summary>
    public string? Currency { get; set; }

    /// <summary>Codes of regions, cities and districts; empty when the place is open.</summary>
    public List<string> Places { get; set; } = [];

    /// <summary>Code of an industrial or free zone.</summary>
    public string? Zone { get; set; }

    /// <summary>Power, land and railway that it needs.</summary>
    public SiteNeeds Needs { get; set; } = SiteNeeds.None;

    /// <summary>Who offers it: the ministry, company or agency behind the listing.</summary>
    public Localized Promoter { get; set; } = Localized.Empty;

    /// <summary>The person of the desk who answers for it.</summary>
    public Guid? ContactId { get; set; }
    public Person? Contact { get; set; }

    /// <summary>Absolute http(s) addresses of what the listing rests on.</summary>
    public List<string> Sources { get; set; } = [];

    /// <summary>Last day on which it is offered, in Baku; null when open-ended.</summary>
    public DateOnly? ValidUntil { get; set; }

    public Availability Availability { get; set; }

    /// <summary>
    /// Counts the material changes since publication, from 1; see <see cref="MaterialChange"/>. An opportunity that was turned down
    /// comes back to that organisation when this is higher than it was then.
    /// </summary>
    public int MaterialVersion { get; set; } = 1;
    public PublicationStatus Status { get; set; }

    /// <summary>The organisation that sent it in; null when staff wrote it.</summary>
    public Guid? SubmittedById { get; set; }
    public Organisation? SubmittedBy { get; set; }

    /// <summary>Why staff sent it back, in the reviewer's words.</summary>
    public string? ReturnReason { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>First publication; null before it.</summary>
    public DateTimeOffset? PublishedAt { get; set; }

    /// <summary>
    /// Written from published sources, as the demo and the starter files are; shown as not confirmed by its promoter until it is
    /// (<see cref="IsUnconfirmed"/>).
    /// </summary>
    public bool IsSample { get; set; }

    /// <summary>The words that the search finds it by; see <see cref="SearchText.IndexOf"/>. Set before saving.</summary>
    public string SearchWords { get; set; } = "";

    /// <summary>Made of <see cref="SearchWords"/> by the database.</summary>
    public NpgsqlTsVector SearchVector { get; private set; } = null!;

    /// <summary>Row version: a save on top of somebody else's save is refused.</summary>
    public uint Version { get; set; }

    /// <summary>Where its last change stands in the order of all changes; set by the database. See <see cref="ChangeOrder"/>.</summary>
    public long ChangeNumber { get; private set; }

    /// <summary>The subsector if there is one, else the sector.</summary>
    public string FinestSector => Subsector ?? Sector;

    /// <summary>All sectors as a reader is told of them: the main one, as fine as it is known, first.</summary>
    public IEnumerable<string> AllSectors => MoreSectors.Prepend(FinestSector);

    /// <summary>Whether an investor can still come in on the given day (of Baku).</summary>
    public bool IsOpenOn(DateOnly day) =>
        Status == PublicationStatus.Published && Availability == Availability.Open && (ValidUntil is null || ValidUntil >= day);

    /// <summary>What matching sees.</summary>
    public OpportunityFacts ToFacts(ReferenceData reference) =>
        new()
        {
            Sector = new(FinestSector),
            MoreSectors = [.. MoreSectors.Select(code => new SectorCode(code))],
            Places = [.. Places.Select(reference.PlaceOf).OfType<Place>()],
            DealTypes = DealTypes,
            Amount = reference.InDollars(AmountFrom, AmountTo, Currency),
            TechnicalStage = TechnicalStage,
            LegalStage = LegalStage,
            Text = FoldedText.Of([.. Title.All, .. Summary.All, .. Description.All]),
        };
}
