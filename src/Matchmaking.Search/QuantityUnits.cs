using System.Collections.Frozen;

namespace Matchmaking.Search;

/// <summary>What is measured, and how many of the base unit one of this unit is.</summary>
/// <param name="Dimension">
/// "power" (MW), "energy" (MWh), "area" (ha), "mass" (t), "length" (km), "volume" (m³), "money" or "" for a bare number.
/// </param>
/// <param name="Factor">Base units in one unit.</param>
/// <param name="Currency">ISO 4217, of money.</param>
internal readonly record struct QuantityUnit(string Dimension, double Factor, string? Currency = null);

/// <summary>Units and large numbers as they are written in three languages, folded.</summary>
internal static class QuantityUnits
{
    /// <summary>The most tokens that a unit has.</summary>
    public const int MostTokens = 4;

    private static readonly FrozenDictionary<string, QuantityUnit> Units = Read(
        ("power", 1e-6, "w 瓦 watt watts vatt"),
        ("power", 1e-3, "kw kvt 千瓦 kilowatt kilowatts kilovatt kwp"),
        ("power", 1, "mw mvt 兆瓦 megawatt megawatts meqavat mwp mwac mwdc"),
        ("power", 10, "万千瓦"),
        ("power", 1e3, "gw qvt 吉瓦 gigawatt gigawatts qiqavat 百万千瓦"),
        ("energy", 1e-3, "kwh kvt_saat 千瓦时 度 kilowatt_hours 千瓦小时"),
        ("energy", 1, "mwh mvt_saat 兆瓦时 megawatt_hours 兆瓦小时"),
        ("energy", 1e3, "gwh qvt_saat 吉瓦时 gigawatt_hours"),
        ("energy", 1e6, "twh tvt_saat 太瓦时"),
        ("area", 1, "ha hectare hectares hektar 公顷"),
        ("area", 1.0 / 15, "亩"),
        ("area", 1e-4, "m2 m_2 kvm kv_m 平方米 square_metres square_meters kvadrat_metr kvadratmetr sqm"),
        ("area", 100, "km2 km_2 平方公里 平方千米 square_kilometres"),
        ("mass", 1e-3, "kg kilogram 公斤 千克"),
        ("mass", 1, "t ton tons tonne tonnes 吨 公吨"),
        ("length", 1, "km kilometre kilometres kilometer kilometers kilometr 公里 千米"),
        ("volume", 1, "m3 m_3 立方米 kubmetr kub_metr cubic_metres cubic_meters")
    );

    private static readonly FrozenDictionary<string, QuantityUnit> Money = Read(
        ("USD", 1, "usd dollar dollars us_dollar us_dollars abs_dollari dollari abs_dollar 美元 美金 usd_dollars"),
        ("AZN", 1, "azn manat manats manati 马纳特 azerbaycan_manati"),
        ("CNY", 1, "cny rmb yuan yuans yuani 元 人民币 元人民币 cin_yuani 块"),
        ("EUR", 1, "eur euro euros avro 欧元")
    );

    private static readonly FrozenDictionary<string, QuantityUnit> Multiples = Read(
        ("", 1e3, "thousand min 千"),
        ("", 1e4, "万"),
        ("", 1e6, "million millions mln milyon mn 百万"),
        ("", 1e7, "千万"),
        ("", 1e8, "亿"),
        ("", 1e9, "billion billions bn mlrd milyard 十亿"),
        ("", 1e12, "万亿 trillion trln trilyon")
    );

    /// <summary>The unit that is written so.</summary>
    /// <param name="words">Folded tokens, joined by "_"; Chinese characters joined by nothing.</param>
    /// <param name="unit">What it is.</param>
    public static bool Find(string words, out QuantityUnit unit)
    {
        if (Units.TryGetValue(words, out unit))
            return true;
        return FindMoney(words, out unit) || FindInflected(words, out unit);
    }

    /// <summary>The large number that is written so.</summary>
    public static bool FindMultiple(string words, out double factor)
    {
        var found =
            Multiples.TryGetValue(words, out var unit)
            || (
                words.StartsWith("milyon", StringComparison.Ordinal)
                && !words.Contains('_', StringComparison.Ordinal)
                && Multiples.TryGetValue("milyon", out unit)
            );
        factor = found ? unit.Factor : 1;
        return found;
    }

    private static bool FindMoney(string words, out QuantityUnit unit)
    {
        var found = Money.TryGetValue(words, out var money);
        unit = found ? new("money", 1, money.Dimension) : default;
        return found;
    }

    /// <summary>Azerbaijani units with an ending: hektarlıq, manatdan, dollarlıq.</summary>
    private static bool FindInflected(string words, out QuantityUnit unit)
    {
        foreach (var stem in (ReadOnlySpan<string>)["hektar", "kilometr", "kvadratmetr"])
            if (IsInflected(words, stem))
                return Units.TryGetValue(stem, out unit);
        foreach (var stem in (ReadOnlySpan<string>)["abs_dollar", "dollar", "manat"])
            if (IsInflected(words, stem))
                return FindMoney(stem, out unit);
        unit = default;
        return false;
    }

    private static bool IsInflected(string words, string stem) =>
        words.StartsWith(stem, StringComparison.Ordinal) && !words.AsSpan(stem.Length).Contains('_');

    private static FrozenDictionary<string, QuantityUnit> Read(params ReadOnlySpan<(string Dimension, double Factor, string Words)> lists)
    {
        var units = new Dictionary<string, QuantityUnit>(StringComparer.Ordinal);
        foreach (var (dimension, factor, words) in lists)
        foreach (var word in words.Split(' '))
            units.Add(word, new(dimension, factor));
        return units.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
