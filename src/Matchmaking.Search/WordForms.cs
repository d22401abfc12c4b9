namespace Matchmaking.Search;

/// <summary>The forms that a word is compared in: itself first, then its stems. No stem is a word of grammar: cans are no "can".</summary>
internal sealed class WordForms(AzerbaijaniStems azerbaijaniStems, StopWords stopWords)
{
    /// <summary>The forms of a word in a text whose language is known.</summary>
    public string[] Of(Token token, TextLanguage language) =>
        token.Kind != TokenKind.Word ? [token.Text]
        : language == TextLanguage.Azerbaijani ? WithStems(token.Text, azerbaijaniStems.Of(token.Text))
        : WithStems(token.Text, [EnglishStems.Of(token.Text)]);

    /// <summary>The forms of a word that somebody typed in whichever language.</summary>
    public string[] OfAny(Token token) =>
        token.Kind != TokenKind.Word
            ? [token.Text]
            : WithStems(token.Text, [EnglishStems.Of(token.Text), .. azerbaijaniStems.Of(token.Text)]);

    /// <summary>Whether it is a form of a word of grammar, as "makes" is.</summary>
    public bool IsOfGrammar(Token token) =>
        token.Kind == TokenKind.Word
        && azerbaijaniStems.Of(token.Text).Prepend(EnglishStems.Of(token.Text)).Any(stem => stopWords.ShareOf(stem) == StopWords.OfGrammar);

    private string[] WithStems(string word, IReadOnlyList<string> stems)
    {
        if (stems.Count == 0 || (stems.Count == 1 && stems[0] == word))
            return [word];
        return
        [
            word,
            .. stems.Where(stem => stem != word && stopWords.ShareOf(stem) != StopWords.OfGrammar).Distinct(StringComparer.Ordinal),
        ];
    }
}
