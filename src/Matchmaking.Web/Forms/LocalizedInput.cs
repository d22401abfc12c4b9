using Matchmaking.Web.Languages;

namespace Matchmaking.Web.Forms;

/// <summary>One text in three languages, as typed.</summary>
public sealed class LocalizedInput
{
    public string? Zh { get; set; }
    public string? Az { get; set; }
    public string? En { get; set; }

    public static LocalizedInput From(Localized text) =>
        new()
        {
            Zh = text.Zh,
            Az = text.Az,
            En = text.En,
        };

    /// <summary>Each text with the name of its property and the code of its language, in the order of the columns.</summary>
    public IEnumerable<(string Name, string Language, string? Typed)> All =>
        [(nameof(Zh), Language.Chinese, Zh), (nameof(Az), Language.Azerbaijani, Az), (nameof(En), Language.English, En)];

    /// <summary>What is stored of it.</summary>
    public Localized Read(Func<string?, string> clean) => new(clean(Zh), clean(Az), clean(En));
}
