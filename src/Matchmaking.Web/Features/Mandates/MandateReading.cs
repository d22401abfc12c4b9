using Matchmaking.Matching;
using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Matchmaking.Web.Features.Mandates;

/// <summary>The rules of the form: what was typed becomes a mandate, or a message beside the field that is wrong.</summary>
public sealed class MandateReading(ReferenceData reference, ReasonWords words, AmountReader amounts, Contradictions contradictions, Text t)
{
    private const int MostWords = 20,
        WordLength = 60,
        LongestWords = 4000;

    /// <summary>The fields of the ticket.</summary>
    public static readonly AmountNames TicketNames = new("ticketFrom", "ticketTo", "currency", "asked");

    private static readonly char[] Separators = ['\n', '\r', ',', '，', '、', ';', '；'];

    /// <summary>Writes what is right into the mandate and says of the rest, under the field's name, what is wrong with it.</summary>
    public void Read(MandateInput input, Mandate mandate, ModelStateDictionary errors)
    {
        foreach (var list in Criterion.Lists)
            list.Set(mandate, list.Tidy(reference, Known(list, list.Typed(input), errors)));
        Ticket(input, mandate, errors);
        mandate.ExcludedWords = ExcludedWords(input, errors);
        if (EnumName.Read<AlertFrequency>(input.Frequency ?? nameof(AlertFrequency.AtOnce)) is { } frequency)
            mandate.Frequency = frequency;
        else
            errors.AddModelError("frequency", Invalid(input.Frequency));
        if (errors.IsValid && !mandate.HasCriterion)
            errors.AddModelError("sectors", t["mandate.error.no-criterion"]);
        Name(input.Name, mandate, errors);
    }

    private void Name(string? typed, Mandate mandate, ModelStateDictionary errors)
    {
        var name = CleanText.Line(typed);
        if (name.Length > Mandate.NameLength)
            errors.AddModelError("name", t["mandate.error.name-length", ("most", Mandate.NameLength), ("length", name.Length)]);
        else
            mandate.Name = name.Length > 0 ? name : DefaultName(mandate);
    }

    /// <summary>"Electric buses, battery assembly · Sumgayit": what is looked for and where, in the writer's language.</summary>
    public string DefaultName(Mandate mandate)
    {
        string[] parts =
        [
            .. mandate.Sectors.Count > 0 ? new[] { Few(mandate.Sectors, words.Sectors) } : [],
            .. mandate.Places.Count > 0 ? new[] { Few(mandate.Places, words.Places) } : [],
        ];
        if (parts.Length == 0)
            parts = [.. words.Describe(mandate, t).Skip(1).Take(1).Select(wish => wish.Value)];
        var name = string.Join(" · ", parts);
        return CleanText.Shown(name, Mandate.NameLength - 1);
    }

    private string Few(List<string> codes, Func<IEnumerable<string>, Text, string> say) =>
        codes.Count <= 3 ? say(codes, t) : t["mandate.name.more", ("names", say(codes.Take(2), t)), ("count", codes.Count)];

    private List<string> Known(ListCriterion list, List<string?> typed, ModelStateDictionary errors)
    {
        var codes = new List<string>();
        foreach (var code in typed.OfType<string>().Distinct())
            if (list.Known(reference, code) is { } known)
                codes.Add(known);
            else if (errors[list.Field] is not { Errors.Count: > 0 })
                errors.AddModelError(list.Field, Invalid(code));
        return codes;
    }

    private void Ticket(MandateInput input, Mandate mandate, ModelStateDictionary errors)
    {
        var ticket = amounts.Read(input.Ticket, TicketNames, (name, message) => errors.AddModelError(name, message));
        if (errors["ticketFrom"] is not { Errors.Count: > 0 } && reference.RateOf(ticket.Currency) is null)
            errors.AddModelError("currency", t["validation.amount.no-rate", ("currency", Short(ticket.Currency))]);
        (mandate.TicketFrom, mandate.TicketTo) = (ticket.From, ticket.To);
        mandate.Currency = ticket is { From: null, To: null } ? null : ticket.Currency;
    }

    /// <summary>What is asked of the excluded words: other words, or another wish, are asked of again.</summary>
    public string Questioned(MandateInput input) =>
        // Never empty: an empty field is read as none.
        '|' + string.Join('|', Contradicting(input).Select(found => $"{FoldedText.Of(found.Word).Words}={found.Code}"));

    private IEnumerable<Contradiction> Contradicting(MandateInput input) =>
        input.ExcludedWords?.Length > LongestWords ? [] : contradictions.Of(WordsOf(input.ExcludedWords).Take(MostWords), input);

    private static IEnumerable<string> WordsOf(string? typed) =>
        (typed ?? "")
            .Split(Separators)
            .Select(word => CleanText.Line(word))
            .Where(word => word.Length > 0)
            .DistinctBy(word => FoldedText.Of(word).Words is { Length: > 0 } key ? key : word);

    private List<string> ExcludedWords(MandateInput input, ModelStateDictionary errors)
    {
        var typed = input.ExcludedWords;
        if (typed?.Length > LongestWords)
        {
            errors.AddModelError("excludedWords", t["mandate.error.words-long", ("most", LongestWords), ("count", typed.Length)]);
            return [];
        }
        var typedWords = WordsOf(typed).ToList();
        if (typedWords.Count > MostWords)
        {
            errors.AddModelError("excludedWords", t["mandate.error.words-count", ("most", MostWords), ("count", typedWords.Count)]);
            return [];
        }
        if (typedWords.Find(word => word.Length > WordLength) is { } tooLong)
            errors.AddModelError("excludedWords", t["mandate.error.word-length", ("word", Short(tooLong)), ("most", WordLength)]);
        if (typedWords.Find(word => FoldedText.Of(word).Words.Length == 0) is { } wordless)
            errors.AddModelError("excludedWords", t["mandate.error.word-empty", ("word", Short(wordless))]);
        var isMeant = input.AskedWords is not { } asked || asked == Questioned(input);
        foreach (var (word, _, name, isWhole) in Contradicting(input).Where(found => found.IsWhole || !isMeant))
            errors.AddModelError(
                "excludedWords",
                t[isWhole ? "mandate.error.word-is-wanted" : "mandate.error.word-in-wanted", ("word", Short(word)), ("name", name)]
            );
        return typedWords;
    }

    private string Invalid(string? value) => t["validation.invalid", ("value", Short(value))];

    /// <summary>What was typed, short enough to be repeated in a message.</summary>
    private static string Short(string? typed) => CleanText.Shown(typed, 40);
}
