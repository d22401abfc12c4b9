namespace Matchmaking.Search;

/// <summary>The language that a text of a listing is written in.</summary>
public enum TextLanguage
{
    /// <summary>Simplified or traditional Chinese.</summary>
    Chinese,

    /// <summary>Azerbaijani in Latin letters.</summary>
    Azerbaijani,

    /// <summary>English, British or American.</summary>
    English,
}
