using System.Globalization;
using Matchmaking.Matching;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Progress;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;

namespace Matchmaking.Web.Features.Compare;

/// <summary>What one listing says under one rule, in its reader's words.</summary>
/// <param name="Lines">What is compared; nothing when it is not known or does not apply.</param>
/// <param name="Notes">Said below it and not compared.</param>
/// <param name="Unknown">What stands in place of no lines.</param>
/// <param name="Language">Of the lines, where it is not the page's.</param>
public sealed record Cell(IReadOnlyList<string> Lines, IReadOnlyList<string> Notes, string Unknown, string? Language = null)
{
    public bool IsKnown => Lines.Count > 0;

    /// <summary>Whether both say the same, in whatever order.</summary>
    internal bool SaysTheSameAs(Cell other) => Lines.ToHashSet().SetEquals(other.Lines);
}

/// <summary>One rule over all listings; the first is what the others are held against.</summary>
/// <param name="Name">In the reader's words.</param>
/// <param name="Cells">One for each listing, in their order.</param>
/// <param name="IsScore">Its lines are scores.</param>
public sealed record Band(string Name, IReadOnlyList<Cell> Cells, bool IsScore)
{
    /// <summary>Whether all say the same.</summary>
    public bool IsSame => Cells.All(cell => cell.SaysTheSameAs(Cells[0]));

    /// <summary>Whether a cell says something else than the first one. What is not known says nothing.</summary>
    public bool Differs(Cell cell) => cell.IsKnown && !cell.SaysTheSameAs(Cells[0]);
}

/// <summary>Puts listings side by side, rule by rule.</summary>
public sealed class CompareTable(ReferenceData reference, ReasonWords words, Text t, TimeProvider time)
{
    private const string ScoreName = "score.word";

    /// <summary>How many listings stand side by side.</summary>
    public const int Most = 4;

    /// <summary>How many lines of a cell are shown; a plot for every industry has fifteen sectors.</summary>
    public const int MostLines = 5;

    /// <summary>How many documents and reasons a cell names; the page of the listing has the rest.</summary>
    private const int MostNamed = 3;

    /// <summary>The bands.</summary>
    /// <param name="listings">At least one.</param>
    /// <param name="documents">What was signed about them, by address.</param>
    /// <param name="matches">The best match of each for the reader's organisation; null where nothing is matched.</param>
    public IReadOnlyList<Band> Of(
        IReadOnlyList<Opportunity> listings,
        ILookup<string?, DocumentLine> documents,
        IReadOnlyDictionary<Guid, Match>? matches
    )
    {
        var bands = new List<Band>();
        if (matches is not null)
            Add(ScoreName, o => matches.GetValueOrDefault(o.Id) is { } match ? Score(match, o) : Cell([], "compare.no-match"));
        Add("condition.sector", o => Cell(o.AllSectors.Select(SectorName)));
        Add("opportunity.amount", Amount);
        Add("opportunity.technical-stage", o => Cell(Stage('T', o.TechnicalStage)));
        Add("opportunity.legal-stage", o => Cell(Stage('L', o.LegalStage)));
        Add("condition.deal-type", o => Cell(o.DealTypes.Select(code => reference.DealTypeOf(code)?.Name.In(t.Language) ?? code)));
        Add("compare.place", o => Cell(o.Places.Select(code => reference.PlaceName(code, t.Language)), "opportunity.place.open"));
        Add("compare.zone", Zone);
        Add("opportunity.needs", o => Cell(o.Needs.Words(t)));
        Add("opportunity.promoter", Promoter);
        Add("opportunity.documents", o => Documents(documents[o.Slug].ToList()));
        Add("opportunity.valid-until", o => Cell([o.ValidUntil is { } day ? Dates.Day(day, t.Language) : t["opportunity.open-ended"]]));
        Add("opportunity.availability", o => Cell([Availability(o)]));
        Add("compare.confirmed", o => Cell([Confirmed(o)]));
        return bands;

        void Add(string name, Func<Opportunity, Cell> cell) => bands.Add(new(t[name], [.. listings.Select(cell)], name == ScoreName));
    }

    private Cell Cell(IEnumerable<string> lines, string unknown = "opportunity.not-published") => new([.. lines], [], t[unknown]);

    private Cell Score(Match match, Opportunity listing) =>
        Cell([match.Score.ToString(CultureInfo.InvariantCulture)]) with
        {
            Notes =
            [
                .. words
                    .Telling(match.Reasons)
                    .Take(MostNamed)
                    .Select(reason => words.Describe(reason, listing, match.Mandate!, t))
                    .Prepend(match.Mandate!.Name),
            ],
        };

    private Cell Amount(Opportunity listing)
    {
        var dollars = listing.Currency == "USD" ? null : reference.InDollars(listing.AmountFrom, listing.AmountTo, listing.Currency);
        return Cell(Known(Money.Range(listing.AmountFrom, listing.AmountTo, listing.Currency, t, reference))) with
        {
            Notes = dollars is null ? [] : [t["compare.dollars", ("amount", Money.Range(dollars.From, dollars.To, "USD", t, reference))]],
        };
    }

    private Cell Zone(Opportunity listing) =>
        reference.ZoneOf(listing.Zone) is { } zone
            ? Cell([zone.Name.In(t.Language)]) with
            {
                Notes = [.. Known(zone.Facts?.In(t.Language))],
            }
            : Cell([], "compare.no-zone");

    private Cell Promoter(Opportunity listing) =>
        Cell(Known(listing.Promoter.In(t.Language))) with
        {
            Language = listing.Promoter.LanguageIn(t.Language),
        };

    private Cell Documents(IReadOnlyList<DocumentLine> signed) =>
        signed.Count == 0
            ? Cell([], "compare.no-document")
            : Cell([t.Count("compare.documents", signed.Count)]) with
            {
                Notes =
                [
                    .. signed
                        .Take(MostNamed)
                        .Select(document =>
                            $"{document.Title.In(t.Language)} · {Dates.Known(document.SignedOn, document.DateKnown, t.Language)}"
                        ),
                ],
            };

    private IEnumerable<string> Stage(char lane, int? stage) => stage is { } reached ? [words.Stages([$"{lane}{reached}"], t)] : [];

    private string SectorName(string code) => reference.SectorOf(code)?.Name.In(t.Language) ?? code;

    private string Availability(Opportunity listing) =>
        t[
            listing.Availability == Opportunities.Availability.Open && listing.ValidUntil < BakuDay.Of(time)
                ? "availability.expired"
                : "availability." + listing.Availability.ToString().ToLowerInvariant()
        ];

    private string Confirmed(Opportunity listing) =>
        listing.ConfirmedOn is { } day ? t["compare.confirmed.on", ("day", Dates.Day(day, t.Language))]
        : listing.IsUnconfirmed ? t["opportunity.unconfirmed"]
        : t["compare.confirmed.yes"];

    private static IEnumerable<string> Known(string? words) => words is { Length: > 0 } ? [words] : [];
}
