namespace Matchmaking.Search;

/// <summary>
/// Chinese words that seem to hold another word and do not mean it: 水电条件 are conditions of water and power supply, not hydropower, and
/// the World Bank is no bank to buy a stake of. The words within them are not read.
/// </summary>
internal static class OpaqueWords
{
    /// <summary>In simplified characters.</summary>
    public static string[] All { get; } =
    [
        "水电条件",
        "水电供应",
        "水电接入",
        "水电配套",
        "水电气",
        "水电费",
        "水电煤",
        "通水电",
        "水电设施",
        "水电路",
        "世界银行",
        "亚洲开发银行",
        "伊斯兰开发银行",
        "欧洲复兴开发银行",
        "亚洲基础设施投资银行",
        "银行担保",
        "银行贷款",
        "银行保函",
        "云南",
        "风险",
        "风格",
        "作风",
        "风俗",
        "茶几",
        "铁路局",
        "油漆",
        "机会",
        "车间",
        "水平",
        "水准",
        "薪水",
        "电影",
        "电话",
        "风味",
    ]; // csharpier-ignore
}
