using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;

namespace Matchmaking.Web.Features.Opportunities.Form;

/// <summary>
/// One field of a listing as a person sees it: a text in one language, an amount with its currency, a list of places. Versions are
/// compared, and two people's forms are brought together, field by field.
/// </summary>
public sealed record OpportunityField
{
    /// <summary>One input of the form. <c>Read</c> gives its values as typed, one for an ordinary input.</summary>
    public sealed record Part(string Name, Func<OpportunityInput, List<string>> Read, Action<OpportunityInput, List<string>> Write);

    /// <summary>What versions call it, for example <c>Title.Zh</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Key of its name.</summary>
    public required string Word { get; init; }

    /// <summary>The language of a text; null for the rest.</summary>
    public string? Language { get; init; }

    /// <summary>Whether only the desk fills it in.</summary>
    public bool IsOfDesk { get; init; }

    /// <summary>Its inputs.</summary>
    public required IReadOnlyList<Part> Parts { get; init; }

    /// <summary>Whether two values say the same, typed in a language.</summary>
    private Func<string, string, string, bool> Equal { get; init; } = (one, other, _) => IsSameText(one, other);

    /// <summary>All, in the order of the form.</summary>
    public static IReadOnlyList<OpportunityField> All { get; } =
    [
        .. Texts(nameof(OpportunityInput.Title), "listing.title", input => input.Title),
        .. Texts(nameof(OpportunityInput.Summary), "listing.summary", input => input.Summary),
        .. Texts(nameof(OpportunityInput.Description), "listing.description", input => input.Description),
        One(nameof(OpportunityInput.Sector), "condition.sector", input => input.Sector, (input, typed) => input.Sector = typed),
        Several(nameof(OpportunityInput.MoreSectors), "listing.more-sectors", input => input.MoreSectors),
        Several(nameof(OpportunityInput.DealTypes), "condition.deal-type", input => input.DealTypes),
        One(
            nameof(OpportunityInput.TechnicalStage),
            "opportunity.technical-stage",
            input => input.TechnicalStage,
            (input, typed) => input.TechnicalStage = typed
        ),
        One(
            nameof(OpportunityInput.LegalStage),
            "opportunity.legal-stage",
            input => input.LegalStage,
            (input, typed) => input.LegalStage = typed
        ),
        new()
        {
            Name = "Amount",
            Word = "opportunity.amount",
            Parts =
            [
                Input(nameof(OpportunityInput.AmountFrom), input => input.AmountFrom, (input, typed) => input.AmountFrom = typed),
                Input(nameof(OpportunityInput.AmountTo), input => input.AmountTo, (input, typed) => input.AmountTo = typed),
                Input(nameof(OpportunityInput.Currency), input => input.Currency, (input, typed) => input.Currency = typed),
                // Of a range it says nothing, whatever is ticked.
                Input(
                    nameof(OpportunityInput.AmountMeans),
                    input =>
                        string.IsNullOrWhiteSpace(input.AmountFrom) || string.IsNullOrWhiteSpace(input.AmountTo) ? input.AmountMeans : "",
                    (input, typed) => input.AmountMeans = typed
                ),
            ],
            Equal = IsSameAmount,
        },
        Several(nameof(OpportunityInput.Places), "condition.place", input => input.Places),
        One(nameof(OpportunityInput.Zone), "listing.zone", input => input.Zone, (input, typed) => input.Zone = typed) with
        {
            IsOfDesk = true,
        },
        new()
        {
            Name = "Needs",
            Word = "listing.needs",
            Parts =
            [
                Input(nameof(OpportunityInput.Power), input => input.Power, (input, typed) => input.Power = typed),
                Input(nameof(OpportunityInput.Land), input => input.Land, (input, typed) => input.Land = typed),
                Input(nameof(OpportunityInput.Rail), input => input.Rail, (input, typed) => input.Rail = typed),
            ],
            Equal = IsSameAmount,
        },
        .. Texts(nameof(OpportunityInput.Promoter), "opportunity.promoter", input => input.Promoter, isOfDesk: true),
        One(nameof(OpportunityInput.ContactId), "listing.contact", input => input.ContactId, (input, typed) => input.ContactId = typed) with
        {
            IsOfDesk = true,
        },
        One(nameof(OpportunityInput.Sources), "listing.sources", input => input.Sources, (input, typed) => input.Sources = typed),
        One(
            nameof(OpportunityInput.ValidUntil),
            "listing.valid-until",
            input => input.ValidUntil,
            (input, typed) => input.ValidUntil = typed
        ) with
        {
            IsOfDesk = true,
        },
        One(
            nameof(OpportunityInput.Availability),
            "listing.availability",
            input => input.Availability,
            (input, typed) => input.Availability = typed
        ) with
        {
            IsOfDesk = true,
        },
    ];

    /// <summary>The texts that are to say the same in each language. The name of a promoter is no translation.</summary>
    public static IEnumerable<OpportunityField> Translated => All.Where(each => each.Language is not null && !each.IsOfDesk);

    /// <summary>Where it stands in the form.</summary>
    public string Id => "Input_" + Parts[0].Name.Replace('.', '_');

    /// <summary>The one with a name; null for a name that is no longer in use.</summary>
    public static OpportunityField? Named(string name) => All.FirstOrDefault(field => field.Name == name);

    /// <summary>Whether both say the same; the order of what is ticked means nothing.</summary>
    /// <param name="one">A form as typed or as saved.</param>
    /// <param name="other">The other one.</param>
    /// <param name="language">In which what was typed is read; what was saved reads the same in all.</param>
    public bool IsSame(OpportunityInput one, OpportunityInput other, string language = Languages.Language.English) =>
        Parts.All(part =>
            (part.Read(one).Order(StringComparer.Ordinal).ToList(), part.Read(other).Order(StringComparer.Ordinal).ToList()) is var (a, b)
            && a.Count == b.Count
            && a.Zip(b, (x, y) => Equal(x, y, language)).All(equal => equal)
        );

    public bool IsEmpty(OpportunityInput input) => Parts.All(part => part.Read(input).All(string.IsNullOrWhiteSpace));

    /// <summary>Makes <paramref name="to"/> say what <paramref name="from"/> says.</summary>
    public void Copy(OpportunityInput from, OpportunityInput to)
    {
        foreach (var part in Parts)
            part.Write(to, part.Read(from));
    }

    private static bool IsSameText(string one, string other) => CleanText.Lines(one) == CleanText.Lines(other);

    private static bool IsSameAmount(string one, string other, string language) =>
        IsSameText(one, other)
        || (AmountInput.Read(one, language).Amount is { } amount && amount == AmountInput.Read(other, language).Amount);

    private static IEnumerable<OpportunityField> Texts(
        string name,
        string word,
        Func<OpportunityInput, LocalizedInput> text,
        bool isOfDesk = false
    ) =>
        new (string Name, string Language, Func<LocalizedInput, string?> Read, Action<LocalizedInput, string?> Write)[]
        {
            ("Zh", Languages.Language.Chinese, typed => typed.Zh, (typed, value) => typed.Zh = value),
            ("Az", Languages.Language.Azerbaijani, typed => typed.Az, (typed, value) => typed.Az = value),
            ("En", Languages.Language.English, typed => typed.En, (typed, value) => typed.En = value),
        }.Select(each =>
            One($"{name}.{each.Name}", word, input => each.Read(text(input)), (input, typed) => each.Write(text(input), typed)) with
            {
                Language = each.Language,
                IsOfDesk = isOfDesk,
            }
        );

    private static OpportunityField One(
        string name,
        string word,
        Func<OpportunityInput, string?> read,
        Action<OpportunityInput, string?> write
    ) =>
        new()
        {
            Name = name,
            Word = word,
            Parts = [Input(name, read, write)],
        };

    private static OpportunityField Several(string name, string word, Func<OpportunityInput, List<string>> read) =>
        new()
        {
            Name = name,
            Word = word,
            Parts =
            [
                new(
                    name,
                    input => [.. read(input).Distinct()],
                    (input, typed) =>
                    {
                        read(input).Clear();
                        read(input).AddRange(typed);
                    }
                ),
            ],
        };

    private static Part Input(string name, Func<OpportunityInput, string?> read, Action<OpportunityInput, string?> write) =>
        new(name, input => [read(input) ?? ""], (input, typed) => write(input, typed.FirstOrDefault()));
}
