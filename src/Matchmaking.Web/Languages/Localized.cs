namespace Matchmaking.Web.Languages;

/// <summary>A text in the three languages of the product, which are equals: none is the original of another.</summary>
public sealed record Localized(string Zh, string Az, string En)
{
    public static Localized Empty => new("", "", "");

    /// <summary>
    /// The text in the reader's language. Where that one has not been written yet, another one: a listing in the wrong
    /// language can still be asked about, an empty one cannot.
    /// </summary>
    /// <param name="language">A code of <see cref="Language.All"/>.</param>
    public string In(string language)
    {
        var wanted = language switch
        {
            Language.Chinese => Zh,
            Language.Azerbaijani => Az,
            _ => En,
        };
        return wanted is { Length: > 0 } ? wanted
            : En is { Length: > 0 } ? En
            : Az is { Length: > 0 } ? Az
            : Zh;
    }

    /// <summary>The language that <see cref="In"/> really answers with, for the <c>lang</c> attribute.</summary>
    public string LanguageIn(string language) =>
        In(language) is var text && text == Zh && language == Language.Chinese ? Language.Chinese
        : text == Az && language == Language.Azerbaijani ? Language.Azerbaijani
        : text == En ? Language.English
        : text == Az ? Language.Azerbaijani
        : Language.Chinese;

    public IEnumerable<string> All => [Zh, Az, En];
}
