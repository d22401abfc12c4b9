using Matchmaking.Matching.Index;
using Matchmaking.Search;
using Matchmaking.Web.Features.Matches.InMemory;
using Matchmaking.Web.Languages;

namespace Matchmaking.Web.Features.Opportunities.Search;

/// <summary>What the words of a list found.</summary>
/// <param name="Result">Of the engine.</param>
public sealed record WordsFound(SearchResult Result) : INearListings
{
    int INearListings.Count => Result.Hits.Count;

    (Guid Id, int Place, float Nearness) INearListings.At(int index)
    {
        var (id, place, score, _) = Result.Hits[index];
        return (id, place, score);
    }

    /// <summary>The likely spelling that was searched for instead of what was typed; null when it was searched as it stands.</summary>
    public string? Corrected => Result.DidYouMean;

    /// <summary>Whether at least one listing, open or not, has all of the words.</summary>
    public bool HasSomeAll => Result.Hits.WithAllWords > 0;

    /// <summary>Words that some of what is found may not have.</summary>
    public IReadOnlyList<string> LeftOut => Result.LeftOut;
}

/// <summary>The search behind the list: what words mean, and which published listings they find, in memory.</summary>
public sealed class ListSearch(ListingVocabulary vocabulary)
{
    private readonly SearchEngine _engine = new(vocabulary.Words);
    private readonly Highlighter _highlighter = new(vocabulary.Words);
    private readonly Lazy<Suggester> _suggester = new(() => new(vocabulary.Words));

    /// <summary>What the words find; null when there is nothing in them to search for.</summary>
    /// <param name="published">Where it is found.</param>
    /// <param name="words">As typed.</param>
    /// <param name="isExact">Whether no likely spelling is tried.</param>
    /// <param name="language">Of the reader, to whom a corrected name is shown in it; null for names as they were found.</param>
    public WordsFound? Find(PublishedOpportunities published, string words, bool isExact, string? language = null)
    {
        var question = QuestionReader.Read(words, vocabulary.Words);
        if (question.IsEmpty)
            return null;
        TextLanguage? reader = language is null ? null : ListingVocabulary.LanguageOf(language);
        return new(_engine.Find(published.Words, question, corrects: !isExact, reader));
    }

    /// <summary>The title with what was found in it marked.</summary>
    public MarkedWords Mark(string text, string language, WordsFound found) =>
        new(text, _highlighter.Marks(text, ListingVocabulary.LanguageOf(language), found.Result.Question));

    /// <summary>The part of a text that shows why its listing was found; null when nothing was found in it.</summary>
    public MarkedWords? Fragment(string text, string language, WordsFound found)
    {
        var fragment = _highlighter.Fragment(text, ListingVocabulary.LanguageOf(language), found.Result.Question);
        return fragment.Marks.Count == 0 ? null : new(fragment.Text, fragment.Marks, fragment.IsCutBefore, fragment.IsCutAfter);
    }

    /// <summary>Names that what was typed may become, best first.</summary>
    public IReadOnlyList<Suggestion> Suggest(PublishedOpportunities published, string typed, string language, int most) =>
        _suggester.Value.Suggest(published.Words, typed, ListingVocabulary.LanguageOf(language), most);
}
