using System.Collections.Frozen;
using System.Text;
using System.Text.Json;

namespace Matchmaking.Web.Languages;

/// <summary>
/// Every sentence of the product, in three languages side by side. A feature keeps its sentences in a <c>texts.json</c> in its own
/// folder: <c>{ "mandates.title": { "zh": "…", "az": "…", "en": "…" } }</c>. Tests find missing, unused and untranslated ones.
/// </summary>
public sealed class Texts
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly FrozenDictionary<string, Localized> _all;

    /// <summary>Reads every <c>texts.json</c> of the build; throws on a key that two of them define.</summary>
    public Texts()
    {
        var all = new Dictionary<string, Localized>();
        foreach (
            var name in typeof(Texts).Assembly.GetManifestResourceNames().Where(name => name.StartsWith("texts/", StringComparison.Ordinal))
        )
        {
            using var stream = typeof(Texts).Assembly.GetManifestResourceStream(name)!;
            foreach (var (key, text) in JsonSerializer.Deserialize<Dictionary<string, Localized>>(stream, Json)!)
                if (!all.TryAdd(key, text))
                    throw new InvalidOperationException($"The text {key} of {name} is defined elsewhere too.");
        }
        _all = all.ToFrozenDictionary();
    }

    /// <summary>All keys with their three texts.</summary>
    public IReadOnlyDictionary<string, Localized> All => _all;

    /// <summary>
    /// The sentence of a key in a language, with <c>{name}</c> replaced by the values given, in one pass: what looks like a placeholder
    /// in a value stays as it stands.
    /// </summary>
    /// <exception cref="KeyNotFoundException">No such key: a mistake of ours, found by a test.</exception>
    public string Get(string language, string key, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        if (!_all.TryGetValue(key, out var localized))
            throw new KeyNotFoundException($"There is no text {key}.");
        var text = localized.In(language);
        return values.IsEmpty ? text : Filled(text, language, values);
    }

    /// <summary>
    /// The sentence for a number of things: <c>key.one</c> in English for exactly one, else <c>key.other</c>; <c>{count}</c> is the number.
    /// Chinese and Azerbaijani do not change the noun after a number, so their two texts are usually the same.
    /// </summary>
    public string Count(string language, string key, long count, params ReadOnlySpan<(string Name, object? Value)> values) =>
        Get(language, count == 1 ? key + ".one" : key + ".other", [.. values, ("count", count)]);

    private static string Filled(string text, string language, ReadOnlySpan<(string Name, object? Value)> values)
    {
        var filled = new StringBuilder(text.Length);
        var at = 0;
        for (var open = text.IndexOf('{', at); open >= 0; open = text.IndexOf('{', open + 1))
        {
            var name = text.AsSpan(open + 1);
            foreach (var (known, value) in values)
                if (name.Length > known.Length && name[known.Length] == '}' && name.StartsWith(known, StringComparison.Ordinal))
                {
                    filled.Append(text, at, open - at).Append(Written(language, value));
                    at = open + known.Length + 2;
                    break;
                }
        }
        return filled.Append(text, at, text.Length - at).ToString();
    }

    private static string Written(string language, object? value) =>
        value switch
        {
            null => "",
            string text => text,
            IFormattable number and (int or long or decimal) => number.ToString("#,0.##", Language.CultureOf(language)),
            IFormattable other => other.ToString(null, Language.CultureOf(language)),
            _ => value.ToString() ?? "",
        };
}

/// <summary>The sentences in one reader's language. Pages inject it as <c>T</c>; mails make one for their recipient.</summary>
public sealed class Text(Texts texts, string language)
{
    /// <summary>A code of <see cref="Languages.Language.All"/>.</summary>
    public string Language => language;

    public string this[string key] => texts.Get(language, key);

    /// <summary>What this language calls another one; its own name for itself is <see cref="Languages.Language.NameOf"/>.</summary>
    public string NameOfLanguage(string other) => this["language." + other];

    /// <summary>The sentence of a key that may be missing, as one that is made of a name in the database; then something else.</summary>
    public string Or(string key, string otherwise) => texts.All.ContainsKey(key) ? texts.Get(language, key) : otherwise;

    public string this[string key, params ReadOnlySpan<(string Name, object? Value)> values] => texts.Get(language, key, values);

    /// <summary>Several things in a row; see <see cref="Separator"/>.</summary>
    public string List(params IEnumerable<string> items) => items.ToArray() is var all ? string.Join(Separator(all), all) : "";

    /// <summary>What stands between things in a row; a stronger mark where one of them has the usual one inside.</summary>
    public string Separator(IEnumerable<string> items) =>
        this["list.separator"] is var usual && items.Any(item => item.Contains(usual.Trim(), StringComparison.Ordinal))
            ? this["list.separator.wide"]
            : usual;

    /// <inheritdoc cref="Texts.Count"/>
    public string Count(string key, long count, params ReadOnlySpan<(string Name, object? Value)> values) =>
        texts.Count(language, key, count, values);
}
