namespace Matchmaking.Search;

/// <summary>Finds listings and promoters by the beginning of a word of their names.</summary>
internal sealed class ListingNames(Vocabulary vocabulary, Snapshot snapshot)
{
    /// <summary>Further entries of the index are not looked at: a suggestion has to be quick, not complete.</summary>
    private const int MostEntries = 10_000;
    private const int MostRead = 48;
    private const int MostWords = 200;

    /// <summary>What a word of a promoter's name weighs at least; of a title it weighs more.</summary>
    private const byte OfNames = 120;

    /// <summary>The suggestions: titles first that begin so.</summary>
    public List<Suggestion> Find(TypedBeginning beginning, TextLanguage language, int most)
    {
        var found = new List<(int Rank, long PublishedAt, Suggestion Suggestion)>();
        var promoters = new HashSet<string>(StringComparer.Ordinal);
        foreach (var ordinal in Candidates(beginning))
            if (
                Named(ordinal, beginning, language) is { } named
                && (named.Suggestion.Kind != SuggestionKind.Promoter || promoters.Add(named.Suggestion.Text))
            )
                found.Add((named.Rank, snapshot.PublishedAt[ordinal], named.Suggestion));
        return [.. found.OrderBy(item => item.Rank).ThenByDescending(item => item.PublishedAt).Select(item => item.Suggestion).Take(most)];
    }

    private IEnumerable<int> Candidates(TypedBeginning beginning)
    {
        var tokens = beginning.Tokens;
        var last = tokens[^1];
        var pair = tokens.Count > 1 && last.IsJoined ? tokens[^2].Text + last.Text : last.Text;
        IEnumerable<PostingList> lists =
            !last.IsHan ? snapshot.Segment.Words.Current.Beginning(last.Text).Take(MostWords)
            : snapshot.Segment.Find(pair) is { } list ? [list]
            : [];
        var heavy = new PriorityQueue<int, int>();
        var (entries, met) = (0, new HashSet<int>());
        foreach (var words in lists)
        {
            var cursor = words.Read();
            while (entries++ < MostEntries && cursor.Next() && cursor.Ordinal < snapshot.Count)
                if (cursor.Weight >= OfNames && snapshot.IsAlive(cursor.Ordinal) && met.Add(cursor.Ordinal))
                    if (heavy.Count < MostRead)
                        heavy.Enqueue(cursor.Ordinal, cursor.Weight);
                    else
                        heavy.EnqueueDequeue(cursor.Ordinal, cursor.Weight);
        }
        return heavy.UnorderedItems.Select(item => item.Element);
    }

    private (int Rank, Suggestion Suggestion)? Named(int ordinal, TypedBeginning beginning, TextLanguage language)
    {
        (int Rank, Suggestion Suggestion)? best = null;
        foreach (var field in (ReadOnlySpan<SearchField>)[SearchField.Title, SearchField.Promoter])
        {
            var (rank, shown) = (-1, "");
            foreach (var name in snapshot.Names[ordinal])
            {
                if (name.Field != field)
                    continue;
                var place = beginning.PlaceIn(vocabulary.Tokenizer.Read(name.Text));
                if (place >= 0 && (rank < 0 || Math.Sign(place) < rank))
                    rank = Math.Sign(place);
                if (name.Language == language || shown.Length == 0)
                    shown = name.Text;
            }
            if (rank < 0 || best is not null)
                continue;
            var kind = field == SearchField.Title ? SuggestionKind.Listing : SuggestionKind.Promoter;
            best = (rank, new(kind, "", snapshot.Ids[ordinal], shown, beginning.MarkIn(shown, vocabulary)));
        }
        return best;
    }
}
