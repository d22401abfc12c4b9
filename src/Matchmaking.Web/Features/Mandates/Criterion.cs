using System.Globalization;
using Matchmaking.Matching;
using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Features.Matches.InMemory;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;

namespace Matchmaking.Web.Features.Mandates;

/// <summary>
/// What a mandate can ask by, declared once: whoever treats criteria alike (columns, form, links, suggestions, undo, words) goes over
/// <see cref="All"/> or <see cref="Lists"/>. What a criterion means is the rule's (<see cref="Matcher"/>).
/// </summary>
/// <param name="Condition">What its reason is about; its words stand at <c>condition.place</c> and <c>reason.place.…</c>.</param>
/// <param name="Columns">Its columns in the table of mandates, in the order in which <paramref name="Read"/> takes them.</param>
/// <param name="Read">Reads the columns into a mandate.</param>
/// <param name="InWords">The wish in the reader's words; null for no wish.</param>
internal record Criterion(Condition Condition, string Columns, Action<Row, Mandate> Read, Func<Mandate, ReasonWords, Text, string?> InWords)
{
    private static readonly ListCriterion Sectors = new(
        Condition.Sector,
        "sectors",
        (row, mandate) => mandate.Sectors = row.NextTexts(),
        (mandate, words, t) => mandate.Sectors.Count > 0 ? words.Sectors(mandate.Sectors, t) : null
    )
    {
        Field = "sectors",
        Typed = input => input.Sectors,
        Codes = mandate => mandate.Sectors,
        Set = (mandate, codes) => mandate.Sectors = codes,
        Known = (reference, code) => reference.SectorOf(code) is { } sector ? sector.RetiredInto ?? sector.Code : null,
        WholeOf = (_, code) => new SectorCode(code) is { IsSubsector: true } sector ? sector.Hub : null,
    };

    private static readonly ListCriterion Places = new(
        Condition.Place,
        "places",
        (row, mandate) => mandate.Places = row.NextTexts(),
        (mandate, words, t) => mandate.Places.Count > 0 ? words.Places(mandate.Places, t) : t["mandate.anywhere"]
    )
    {
        Field = "places",
        Link = "place",
        Typed = input => input.Places,
        Codes = mandate => mandate.Places,
        Set = (mandate, codes) => mandate.Places = codes,
        Known = (reference, code) => reference.PlaceOf(code)?.Code,
        WholeOf = (reference, code) => reference.PlaceOf(code) is { Unit: not null } place ? place.Region : null,
        Relaxations = miss => miss.Facts.Places.Select(place => place.Region),
        Name = (words, code, t) => words.Places([code], t),
    };

    private static readonly Criterion Ticket = new(
        Condition.Ticket,
        "ticket_from, ticket_to, currency",
        (row, mandate) =>
            (mandate.TicketFrom, mandate.TicketTo, mandate.Currency) = (
                row.NextOrNull<decimal>(),
                row.NextOrNull<decimal>(),
                row.NextText()
            ),
        (mandate, words, t) => words.Amount(mandate.TicketFrom, mandate.TicketTo, mandate.Currency, t)
    );

    private static readonly ListCriterion DealTypes = new(
        Condition.DealType,
        "deal_types",
        (row, mandate) => mandate.DealTypes = row.NextTexts(),
        (mandate, words, t) => mandate.DealTypes.Count > 0 ? words.DealTypes(mandate.DealTypes, t) : null
    )
    {
        Field = "dealTypes",
        Link = "dealType",
        Typed = input => input.DealTypes,
        Codes = mandate => mandate.DealTypes,
        Set = (mandate, codes) => mandate.DealTypes = codes,
        Known = (reference, code) => reference.DealTypeOf(code)?.Code,
        Options = reference => reference.DealTypes.Select(type => new Option(type.Code, "", type.Short, type.Name)),
        Relaxations = miss => miss.Facts.DealTypes,
        Name = (words, code, t) => words.DealTypes([code], t),
    };

    private static readonly ListCriterion TechnicalStages = Stages(
        "technical",
        "T",
        reference => reference.TechnicalStages,
        mandate => mandate.TechnicalStages,
        (mandate, stages) => mandate.TechnicalStages = stages,
        input => input.TechnicalStages
    );

    private static readonly ListCriterion LegalStages = Stages(
        "legal",
        "L",
        reference => reference.LegalStages,
        mandate => mandate.LegalStages,
        (mandate, stages) => mandate.LegalStages = stages,
        input => input.LegalStages
    );

    private static readonly Criterion ExcludedWords = new(
        Condition.ExcludedWord,
        "excluded_words",
        (row, mandate) => mandate.ExcludedWords = row.NextTexts(),
        (mandate, _, t) => mandate.ExcludedWords.Count > 0 ? t.List(mandate.ExcludedWords) : null
    );

    /// <summary>All of them, in the order in which a mandate is told.</summary>
    public static IReadOnlyList<Criterion> All { get; } = [Sectors, Places, Ticket, DealTypes, TechnicalStages, LegalStages, ExcludedWords];

    /// <summary>Those that are lists of codes.</summary>
    public static IReadOnlyList<ListCriterion> Lists { get; } = [.. All.OfType<ListCriterion>()];

    /// <summary>The columns of all, which <see cref="ReadAll"/> reads.</summary>
    public static string AllColumns { get; } = string.Join(", ", All.Select(criterion => criterion.Columns));

    /// <summary>Reads the columns of all.</summary>
    public static void ReadAll(Row row, Mandate mandate)
    {
        foreach (var criterion in All)
            criterion.Read(row, mandate);
    }

    /// <summary>The list behind a field of the form; null when there is none of this name.</summary>
    public static ListCriterion? Of(string field) => Lists.FirstOrDefault(list => list.Field == field);

    private static ListCriterion Stages(
        string name,
        string letter,
        Func<ReferenceData, IReadOnlyList<Stage>> all,
        Func<Mandate, List<int>> chosen,
        Action<Mandate, List<int>> set,
        Func<MandateInput, List<string?>> typed
    ) =>
        new(
            Condition.Stage,
            name + "_stages",
            (row, mandate) => set(mandate, row.Next<List<int>>()),
            (mandate, words, t) => chosen(mandate).Count > 0 ? words.Stages(chosen(mandate).Select(stage => $"{letter}{stage}"), t) : null
        )
        {
            Field = name + "Stages",
            Link = name + "Stage",
            Typed = typed,
            Codes = mandate => chosen(mandate).Select(MandateInput.Digit),
            Set = (mandate, codes) => set(mandate, [.. codes.Select(code => int.Parse(code, CultureInfo.InvariantCulture))]),
            Known = (reference, code) => all(reference).Any(stage => MandateInput.Digit(stage.Code) == code) ? code : null,
            Options = reference =>
                all(reference)
                    .Select(stage => new Option(MandateInput.Digit(stage.Code), $"{letter}{stage.Code} ", stage.Name, stage.Hint)),
            // Where both stages fail, no single change helps.
            Relaxations = miss => miss.Missed.Values is [var code] && code.StartsWith(letter, StringComparison.Ordinal) ? [code[1..]] : [],
            Name = (words, code, t) => words.Stages([letter + code], t),
            Label = $"opportunity.{name}-stage",
        };
}

/// <summary>A criterion that is a list of codes, of which one must be met.</summary>
/// <inheritdoc cref="Criterion"/>
internal sealed record ListCriterion(
    Condition Condition,
    string Columns,
    Action<Row, Mandate> Read,
    Func<Mandate, ReasonWords, Text, string?> InWords
) : Criterion(Condition, Columns, Read, InWords)
{
    /// <summary>The field of the form, under whose name its messages stand.</summary>
    public required string Field { get; init; }

    /// <summary>
    /// The name by which a link adds one code (<c>?place=LAS</c>); null where nothing may be added: another sector is another business.
    /// </summary>
    public string? Link { get; init; }

    /// <summary>The codes as they were typed.</summary>
    public required Func<MandateInput, List<string?>> Typed { get; init; }

    /// <summary>The codes of a mandate, as the form writes them.</summary>
    public required Func<Mandate, IEnumerable<string>> Codes { get; init; }

    /// <summary>Gives a mandate its codes.</summary>
    public required Action<Mandate, List<string>> Set { get; init; }

    /// <summary>The code that is kept for one that was typed; null when we do not know it.</summary>
    public required Func<ReferenceData, string, string?> Known { get; init; }

    /// <summary>The code of the whole that a code is a part of: who wants the whole does not need the part. Null for no parts.</summary>
    public Func<ReferenceData, string, string?>? WholeOf { get; init; }

    /// <summary>What can be ticked, in this order; null for a tree (sectors, places).</summary>
    public Func<ReferenceData, IEnumerable<Option>>? Options { get; init; }

    /// <summary>The codes by any of which a near miss would match; null where nothing may be added.</summary>
    public Func<NearMiss, IEnumerable<string>>? Relaxations { get; init; }

    /// <summary>A code in the reader's words; null where nothing may be added.</summary>
    public Func<ReasonWords, string, Text, string>? Name { get; init; }

    /// <summary>Text key of what is chosen here, where its condition has several lists; null where it is the only one.</summary>
    public string? Label { get; init; }

    /// <summary>The known codes without doubles and parts of a whole, in the order of the options.</summary>
    public List<string> Tidy(ReferenceData reference, IReadOnlyCollection<string> codes)
    {
        var kept = codes.Distinct().Where(code => WholeOf?.Invoke(reference, code) is not { } whole || !codes.Contains(whole));
        return [.. Options is null ? kept : Options(reference).Select(option => option.Code).Where(kept.Contains)];
    }
}

/// <summary>Something that can be ticked.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Prefix">What stands before the label in every language: "T4 ".</param>
/// <param name="Label">What it is called.</param>
/// <param name="Title">More about it.</param>
internal sealed record Option(string Code, string Prefix, Localized Label, Localized Title);
