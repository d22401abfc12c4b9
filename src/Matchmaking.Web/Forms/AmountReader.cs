using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;

namespace Matchmaking.Web.Forms;

/// <summary>One amount or the two ends of a range, exactly as typed.</summary>
/// <param name="From">The lower end, or the only amount.</param>
/// <param name="To">The upper end.</param>
/// <param name="Currency">What is chosen beside them; null for none.</param>
/// <param name="Asked">What <see cref="AmountReader.Questioned"/> made of them when the form was last shown: the same once more is meant
/// so. Null where nobody can be asked.</param>
public sealed record TypedAmounts(string? From, string? To, string? Currency, string? Asked)
{
    /// <summary>
    /// Whether one amount alone is the end of an open range. Else the form asks or knows what it is, and the amount is said as it stands.
    /// </summary>
    public bool IsOpenEnded { get; init; }
}

/// <summary>The names under which the fields are sent and their messages stand.</summary>
public sealed record AmountNames(string From, string To, string Currency, string Asked);

/// <summary>Amounts as they were read; null for what was not typed or could not be read.</summary>
public readonly record struct ReadAmounts(decimal? From, decimal? To, string? Currency);

/// <summary>The one way in which forms read amounts, and say beside the field what they have read.</summary>
public sealed class AmountReader(ReferenceData reference, Text t)
{
    /// <summary>
    /// Digits alone below this are read as they stand and questioned: no investment is US$34, and a form in China counts in 万.
    /// </summary>
    public const decimal Questionable = 10_000;

    /// <summary>What is said of an amount that is questioned: the texts themselves, so that another text is questioned again.</summary>
    public static string Questioned(TypedAmounts typed) => $"{CleanText.Line(typed.From)}|{CleanText.Line(typed.To)}";

    /// <summary>Reads what was typed. A currency in the text counts more than the one chosen beside it.</summary>
    /// <param name="typed">As typed.</param>
    /// <param name="names">Under which a message stands.</param>
    /// <param name="wrong">Takes the name of a field and what is wrong with it.</param>
    public ReadAmounts Read(TypedAmounts typed, AmountNames names, Action<string, string> wrong)
    {
        var (from, to) = (AmountInput.Read(typed.From, t.Language), AmountInput.Read(typed.To, t.Language));
        if (Problem(typed.From, from) is { } wrongFrom)
            wrong(names.From, wrongFrom);
        if (Problem(typed.To, to) is { } wrongTo)
            wrong(names.To, wrongTo);
        var currency = from.Currency ?? to.Currency ?? typed.Currency;
        if (from.Currency is not null && to.Currency is not null && from.Currency != to.Currency)
            wrong(names.To, t["validation.amount.two-currencies"]);
        else if ((from.Currency ?? to.Currency) is { } named && reference.RateOf(named) is null)
            wrong(names.From, t["validation.amount.no-rate", ("currency", named)]);
        else if (currency is not null && reference.RateOf(currency) is null)
        {
            // No choice of the form: whoever sent it did not use the form.
            if (from.Amount is not null || to.Amount is not null)
                wrong(names.Currency, t["validation.amount.no-rate", ("currency", CleanText.Shown(currency, 10))]);
            currency = null;
        }
        else if (from.Amount > to.Amount)
            wrong(
                names.From,
                t["validation.amount.order", ("from", InWords(from.Amount.Value, currency)), ("to", InWords(to.Amount.Value, currency))]
            );
        else if (typed.Asked is not null && typed.Asked != Questioned(typed))
            foreach (var (name, text, read) in new[] { (names.From, typed.From, from), (names.To, typed.To, to) })
                if (IsQuestionable(read))
                    wrong(name, Question(text, read, currency));
        return new(from.Amount, to.Amount, currency);
    }

    /// <summary>
    /// What was read, in words, for beside the field; null when nothing was typed. It complains of what saving would refuse.
    /// </summary>
    public AmountEcho? Echo(TypedAmounts typed)
    {
        string? complaint = null;
        var read = Read(typed with { Asked = "" }, new("", "", "", ""), (_, message) => complaint ??= message);
        if (complaint is not null)
            return new(complaint, IsDoubtful: true);
        var (low, high) = typed.IsOpenEnded ? (read.From, read.To) : (read.From ?? read.To, read.To ?? read.From);
        return Money.Range(low, high, read.Currency, t, reference, isExact: true) is { } range
            ? new(t["amount.reading", ("amount", range)], IsDoubtful: false)
            : null;
    }

    /// <summary>What is wrong with one amount; null when it was read or nothing was typed.</summary>
    private string? Problem(string? typed, ReadAmount read) =>
        read.Reading switch
        {
            AmountReading.Ambiguous => t[
                "validation.amount.ambiguous",
                ("value", Short(typed)),
                ("one", InWords(read.Meanings[0], read.Currency)),
                ("other", InWords(read.Meanings[1], read.Currency))
            ],
            AmountReading.OutOfRange => t["validation.amount.range", ("value", Short(typed))],
            AmountReading.Unreadable => t["validation.amount.unreadable", ("value", Short(typed))],
            _ => null,
        };

    /// <summary>To the last digit: whoever typed 1.234 million must not read 1.23 million.</summary>
    private string InWords(decimal amount, string? currency) => Money.One(amount, currency, t.Language, reference, isExact: true);

    private static bool IsQuestionable(ReadAmount read) => read is { IsBare: true, Amount: < Questionable };

    private string Question(string? typed, ReadAmount read, string? currency) =>
        t[
            "validation.amount.small",
            ("value", Short(typed)),
            ("amount", InWords(read.Amount!.Value, currency)),
            ("other", InWords(read.Amount.Value * (t.Language == Language.Chinese ? 10_000 : 1_000_000), currency))
        ];

    /// <summary>What was typed, short enough to be repeated in a message.</summary>
    private static string Short(string? typed) => CleanText.Shown(typed, 40);
}

/// <summary>What the form says that it has read.</summary>
/// <param name="Text">In the reader's words.</param>
/// <param name="IsDoubtful">Whether it is a question or a complaint.</param>
public sealed record AmountEcho(string Text, bool IsDoubtful);

/// <summary>The fields of a range with its currency, for <c>_AmountFields</c>.</summary>
/// <param name="Names">Under which they are sent.</param>
/// <param name="Typed">What stands in them.</param>
/// <param name="Hint">Id of the hint above them.</param>
/// <param name="Unpublished">What choosing no currency is called; null where one is always chosen.</param>
public sealed record AmountFields(AmountNames Names, TypedAmounts Typed, string Hint, string? Unpublished = null);

/// <summary>The line beneath the fields.</summary>
/// <param name="Id">Of its element.</param>
/// <param name="Echo">What it says; null for nothing yet.</param>
public sealed record AmountReadingLine(string Id, AmountEcho? Echo);
