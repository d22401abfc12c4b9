namespace Matchmaking.Search;

/// <summary>Makes clauses of typed text: cuts it into known expressions and single words, and lists the ways to say each.</summary>
internal sealed class ClauseBuilder(Vocabulary vocabulary)
{
    private const float OfStem = 0.85f;
    private const float OfConcept = 0.95f;
    private const float OfTyped = 0.8f;
    private const float OfMention = 0.7f;
    private const float OfParts = 0.6f;

    /// <summary>The clauses of a text, in the order of its words.</summary>
    public List<Clause> Read(string text, List<Quantity> quantities)
    {
        var tokens = vocabulary.Tokenizer.Read(text);
        var forms = tokens.ConvertAll(vocabulary.Forms.OfAny);
        var reading = new Reading(text, tokens, forms, vocabulary.ExpressionsTyped(tokens, forms));
        var clauses = new List<Clause>();
        var at = 0;
        foreach (var found in Comparisons.Widen(tokens, Quantities.Read(text, tokens)))
        {
            clauses.AddRange(Words(reading, at, found.Start));
            clauses.Add(OfQuantity(reading, found));
            quantities.Add(found.Quantity);
            at = found.End;
        }
        clauses.AddRange(Words(reading, at, tokens.Count));
        QuestionShape.Modifiers(tokens, clauses);
        return QuestionShape.Read(text, tokens, clauses, vocabulary.StopWords);
    }

    /// <summary>A quoted phrase; null when it holds nothing to search for.</summary>
    public Clause? Phrase(string text)
    {
        var tokens = vocabulary.Tokenizer.Read(text);
        if (tokens.Count == 0)
            return null;
        string[] keys = [.. tokens.Select(token => token.Text)];
        return new()
        {
            Typed = text.Trim(),
            Tokens = keys,
            Alternatives = [new(keys.Length == 1 ? Way.Key : Way.Phrase, 1) { Keys = keys }],
            IsPhrase = true,
        };
    }

    private List<Clause> Words(Reading reading, int start, int end)
    {
        var spans = reading.Spans.Where(span => span.Start >= start && span.End <= end).ToList();
        return Cut(reading, start, end, spans);
    }

    /// <summary>The clauses of the tokens from start to end, of which the spans are known.</summary>
    private List<Clause> Cut(Reading reading, int start, int end, List<Span> spans)
    {
        var shifted = spans.ConvertAll(span => span with { Start = span.Start - start, End = span.End - start });
        var pieces = Segmentation.Cut(end - start, shifted).ConvertAll(piece => (Start: piece.Start + start, End: piece.End + start));
        var clauses = new List<Clause>();
        for (var i = 0; i < pieces.Count; i++)
        {
            var piece = pieces[i];
            var known = spans.Where(span => span.Start == piece.Start && span.End == piece.End).ToList();
            if (
                known.Count > 0
                && !(IsUnknown(piece) && i + 1 < pieces.Count && reading.Tokens[piece.End].IsJoined && IsNew(pieces[i + 1]))
            )
                clauses.AddRange(Known(reading, piece.Start, piece.End, known, spans));
            else
            {
                // Unknown characters that stand together, and the parts of an unknown compound, are one word.
                var last = piece.End;
                while (i + 1 < pieces.Count && reading.Tokens[last].IsJoined && IsUnknown(pieces[i + 1]))
                    last = pieces[++i].End;
                clauses.Add(Unknown(reading, piece.Start, last));
            }
        }
        return clauses;

        bool IsNew((int Start, int End) piece) =>
            piece.End - piece.Start == 1 && !spans.Exists(span => span.Start == piece.Start && span.End == piece.End);

        // A character that is a word of grammar alone may be half of an unknown word: the 用 of 利用.
        bool IsUnknown((int Start, int End) piece) =>
            piece.End - piece.Start == 1
            && (
                !spans.Exists(span => span.Start == piece.Start && span.End == piece.End)
                || (
                    vocabulary.StopWords.ShareOf(reading.Tokens[piece.Start].Text) < 1
                    && !StopWords.Separates(reading.Tokens[piece.Start].Text)
                )
                || (
                    reading.Tokens[piece.Start].IsHan
                    && spans.TrueForAll(span => span.Start != piece.Start || span.End != piece.End || span.Expression.IsTypedOnly)
                )
            );
    }

    private IEnumerable<Clause> Known(Reading reading, int start, int end, List<Span> known, List<Span> spans)
    {
        var concepts = known.SelectMany(span => span.Expression.Concepts).Distinct().Select(vocabulary.ConceptOf).ToList();
        var typed = known
            .SelectMany(span => span.Expression.TypedConcepts)
            .Distinct()
            .Select(vocabulary.ConceptOf)
            .Except(concepts)
            .ToList();
        var isChinese = reading.Tokens[start].IsHan;
        // Words that no meaning holds together may be apart.
        if (concepts.Count + typed.Count == 0 && !isChinese && end - start > 1)
            return Cut(reading, start, end, []);
        // PowerChina is one company, not what has power and China in it.
        var isName = concepts.Exists(concept => concept.Kind == CodeKind.Company);
        List<Alternative> ways =
        [
            .. Literally(reading, start, end, concepts.Count > 0).Where(way => !isName || way.Way != Way.All),
            .. concepts.Select(concept => new Alternative(Way.Key, concept.Kind is null ? OfConcept : 1)
            {
                Keys = [concept.Key],
                Concept = concept.Index,
            }),
            .. typed.Select(concept => new Alternative(Way.Key, OfTyped) { Keys = [concept.Key], Concept = concept.Index }),
        ];
        // The exact name of a sector, a place or a type of deal means that, rather than any mention of its words.
        if (concepts.Exists(concept => concept.Kind is not null and not CodeKind.Company))
            ways = ways.ConvertAll(way =>
                way.Concept >= 0 && vocabulary.ConceptOf(way.Concept).Kind is not null ? way : way with { Share = way.Share * OfMention }
            );
        if (end - start > 1 && concepts.Count > 0 && !isName && !known.Exists(span => span.Expression.IsOpaque))
        {
            var within = spans.Where(span => span.Start >= start && span.End <= end && span.End - span.Start < end - start).ToList();
            var cut = Cut(reading, start, end, within);
            Clause[] parts = [.. cut.Where(part => !part.IsOptional && !(isChinese && part.Tokens.Length == 1))];
            // 水 says which 电站 it is: without it the rest is another thing. The 场 of 奶牛场 says little.
            if (parts.Length > 0 && !(isChinese && cut.SkipLast(1).Any(IsNarrowingCharacter)))
                ways.Add(new(Way.All, OfParts) { Parts = parts });
        }
        var share = ShareOf(reading, start, end);
        // An investment opportunity narrows as little as an investment and an opportunity; the construction industry is a sector.
        if (share == 1 && !isChinese && concepts.TrueForAll(concept => concept.Codes.Length == 0))
            share = Enumerable.Range(start, end - start).Max(at => ShareOf(reading, at, at + 1));
        if (known.Exists(span => span.Expression.NeedsCapitals) && IsAbbreviation(reading, start))
            share = 1;
        return
        [
            New(reading, start, end, ways) with
            {
                Share = share,
                IsOptional = share < 1,
                IsPlace = concepts.Count > 0 && concepts.TrueForAll(concept => concept.IsPlace),
                IsWord = !isChinese && end - start == 1 && concepts.Count + typed.Count == 0,
            },
        ];
    }

    private bool IsNarrowingCharacter(Clause part) => part.Tokens is [var only] && vocabulary.StopWords.ShareOf(only) == 1;

    /// <summary>IT in "IT companies" stands for something, in "LOOKING FOR IT" nobody knows.</summary>
    private static bool IsAbbreviation(Reading reading, int at) =>
        reading.Tokens[at].IsUpper && reading.Tokens.Exists(token => token.Kind == TokenKind.Word && !token.IsUpper);

    private Clause Unknown(Reading reading, int start, int end)
    {
        var isChinese = reading.Tokens[start].IsHan;
        var share = isChinese && end - start == 1 && reading.Tokens.Count > 1 ? StopWords.OfAnyListing : ShareOf(reading, start, end);
        return New(reading, start, end, [.. Literally(reading, start, end, false)]) with
        {
            Share = share,
            IsOptional = share < 1,
            IsWord = !isChinese && reading.Tokens[start].Kind == TokenKind.Word,
            IsUnknownChinese = isChinese && end - start > 1,
        };
    }

    /// <summary>The ways to find the tokens as they were typed.</summary>
    private IEnumerable<Alternative> Literally(Reading reading, int start, int end, bool isKnown)
    {
        var tokens = reading.Tokens;
        if (tokens[start].IsHan)
            return CharacterWays.Of(tokens, start, end, isKnown);
        if (end - start > 1 && IsSplit(tokens, start, end))
            return [new(Way.Key, 1) { Keys = [tokens[start].Text + tokens[start + 1].Text] }];
        if (end - start == 1)
            return reading
                .Forms[start]
                .SelectMany((form, i) => (string[])[form, DocumentReader.Stem + form])
                .Select((key, i) => new Alternative(Way.Key, i == 0 ? 1 : OfStem) { Keys = [key] });
        if (Enumerable.Range(start + 1, end - start - 1).All(at => tokens[at].IsJoined))
            return
            [
                new(Way.Key, 1) { Keys = [string.Concat(tokens.Skip(start).Take(end - start).Select(token => token.Text))] },
                new(Way.All, 0.9f) { Parts = [.. Enumerable.Range(start, end - start).Select(at => Unknown(reading, at, at + 1))] },
            ];
        return [];
    }

    /// <summary>Whether two words are known as one only: green house.</summary>
    private bool IsSplit(IReadOnlyList<Token> tokens, int start, int end) =>
        end - start == 2 && !tokens[start + 1].IsJoined && vocabulary.IsLatinWord(tokens[start].Text + tokens[start + 1].Text);

    private Clause OfQuantity(Reading reading, QuantitySpan found)
    {
        List<Alternative> ways = [];
        var quantity = found.Quantity;
        var isNumber = quantity.Dimension == Quantity.Number;
        if (isNumber || quantity.Dimension == "money")
            ways.Add(new(Way.Amount, 1) { Quantity = quantity, PerDollar = vocabulary.PerDollarOf(quantity.Currency) });
        else if (quantity.Comparison != Comparison.Exactly)
            ways.Add(new(Way.Range, 1) { Quantity = quantity });
        if (quantity.Comparison == Comparison.Exactly)
            ways.Add(new(Way.Key, 1) { Keys = [quantity.Key] });
        if (isNumber && quantity.Comparison == Comparison.Exactly)
            ways.Add(new(Way.Key, 1) { Keys = [(quantity with { Dimension = "money" }).Key] });
        return New(reading, found.Start, found.End, ways);
    }

    private static Clause New(Reading reading, int start, int end, IReadOnlyList<Alternative> ways) =>
        new()
        {
            Typed = reading.Text[reading.Tokens[start].Start..reading.Tokens[end - 1].End],
            Tokens = [.. reading.Tokens.Skip(start).Take(end - start).Select(token => token.Text)],
            Alternatives = ways,
            FirstToken = start,
            At = reading.Tokens[start].Start,
        };

    /// <summary>What the words add. A word that most listings have is one in all its forms: zavodlar, zavodları.</summary>
    private float ShareOf(Reading reading, int start, int end)
    {
        var share = vocabulary.StopWords.ShareOf(
            string.Join(' ', reading.Tokens.Skip(start).Take(end - start).Select(token => token.Text))
        );
        if (share < 1 || end - start > 1)
            return share;
        var word = reading.Tokens[start];
        return Array.Exists(reading.Forms[start], IsOfAnyListing) ? StopWords.OfAnyListing
            : !vocabulary.IsLatinWord(word.Text) && vocabulary.Forms.IsOfGrammar(word) ? StopWords.OfGrammar
            : 1;

        bool IsOfAnyListing(string form) => vocabulary.StopWords.ShareOf(form) == StopWords.OfAnyListing;
    }

    private sealed record Reading(string Text, List<Token> Tokens, List<string[]> Forms, List<Span> Spans);
}
