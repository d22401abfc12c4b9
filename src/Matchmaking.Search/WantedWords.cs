namespace Matchmaking.Search;

/// <summary>What a question looks for in a text: words, stems, pairs of characters, meanings, amounts.</summary>
internal sealed class WantedWords
{
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private readonly HashSet<int> _concepts = [];
    private readonly List<string> _beginnings = [];
    private readonly List<Quantity> _ranges = [];

    public WantedWords(SearchQuestion question)
    {
        foreach (var clause in question.Clauses)
            if (clause.Share > StopWords.OfGrammar)
                Want(clause);
    }

    /// <summary>For each token 0, or the number of the mark that it belongs to.</summary>
    public int[] In(Vocabulary vocabulary, List<Token> tokens, string text, TextLanguage language)
    {
        var groups = new int[tokens.Count];
        var group = 0;
        var forms = tokens.ConvertAll(token => vocabulary.Forms.Of(token, language));
        var spans = vocabulary.ExpressionsIn(tokens, forms);
        var pieces = Segmentation.Cut(tokens.Count, spans);
        var misread = Segmentation.Misreadings(tokens.Count, spans, pieces);
        foreach (var span in Segmentation.Allowed(tokens, spans, pieces))
            if (span.Expression.Concepts.Exists(concept => IsMeant(vocabulary.ConceptOf(concept))))
                Mark(span.Start, span.End);
        foreach (var quantity in Quantities.Read(text, tokens))
            if (_keys.Contains(quantity.Quantity.Key) || _ranges.Exists(range => range.Includes(quantity.Quantity)))
                Mark(quantity.Start, quantity.End);
        for (var at = 0; at < tokens.Count; at++)
        {
            if (groups[at] == 0 && IsWanted(tokens[at], forms[at]))
                Mark(at, at + 1);
            if (at > 0 && tokens[at].IsJoined && !misread[at] && _keys.Contains(tokens[at - 1].Text + tokens[at].Text))
                Mark(at - 1, at + 1);
        }
        return groups;

        void Mark(int start, int end)
        {
            // What begins within an earlier mark prolongs it.
            var number = groups[start] != 0 ? groups[start] : ++group;
            for (var at = start; at < end; at++)
                groups[at] = number;
        }
    }

    private bool IsWanted(Token token, string[] forms)
    {
        if (_keys.Contains(token.Text) || _beginnings.Exists(beginning => token.Text.StartsWith(beginning, StringComparison.Ordinal)))
            return true;
        for (var i = 1; i < forms.Length; i++)
            if (_keys.Contains(DocumentReader.Stem + forms[i]))
                return true;
        return false;
    }

    private bool IsMeant(Concept concept) =>
        _concepts.Contains(concept.Index) || concept.Broader.Any(broader => _concepts.Contains(broader.Concept));

    private void Want(Clause clause)
    {
        foreach (var way in clause.Alternatives)
        {
            if (way.Concept >= 0)
                _concepts.Add(way.Concept);
            else if (way.Way == Way.Beginning)
                _beginnings.Add(way.Keys[0]);
            else if (way.Way == Way.Range)
                _ranges.Add(way.Quantity);
            else if (way.Way is Way.Key or Way.Together or Way.Phrase or Way.Half)
                foreach (var key in way.Keys)
                    // One character of a longer question says too little alone.
                    if (way.Share >= 0.5f || key.Length > 1)
                        _keys.Add(key);
            foreach (var part in way.Parts)
                Want(part);
        }
    }
}
