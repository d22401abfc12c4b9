namespace Matchmaking.Search;

/// <summary>The forms that a word is compared in: itself first, then its stems.</summary>
internal sealed class WordForms(AzerbaijaniStems azerbaijaniStems)
{
    /// <summary>The forms of a word in a text whose language is known.</summary>
    public string[] Of(Token token, TextLanguage language) =>
        token.Kind != TokenKind.Word ? [token.Text]
        : language == TextLanguage.Azerbaijani ? WithStems(token.Text, azerbaijaniStems.Of(token.Text))
        : Of(token.Text, EnglishStems.Of(token.Text));

    /// <summary>The forms of a word that somebody typed in whichever language.</summary>
    public string[] OfAny(Token token)
    {
        if (token.Kind != TokenKind.Word)
            return [token.Text];
        var english = EnglishStems.Of(token.Text);
        var azerbaijani = azerbaijaniStems.Of(token.Text);
        return [.. new[] { token.Text, english }.Concat(azerbaijani).Distinct(StringComparer.Ordinal)];
    }

    private static string[] Of(string word, string stem) => stem == word ? [word] : [word, stem];

    private static string[] WithStems(string word, IReadOnlyList<string> stems) => stems.Count == 0 ? [word] : [word, .. stems];
}
