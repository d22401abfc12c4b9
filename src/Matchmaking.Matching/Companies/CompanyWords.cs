using System.Collections.Frozen;

namespace Matchmaking.Matching.Companies;

/// <summary>The words of company names that do not tell one company from another. All are folded already.</summary>
internal static class CompanyWords
{
    /// <summary>Legal forms, and what stands in their place: they are taken off the end, and a few off the beginning.</summary>
    public static FrozenSet<string> Forms { get; } =
        Set(
            "co company companies ltd limited inc incorporated corp corporation group grp holding holdings gmbh ag kg llc llp lp plc "
                + "jsc ojsc cjsc pjsc "
                + "sa spa srl sarl nv bv pte pty sdn bhd kk ab as asa oy oyj oao zao ooo pao ao too mmc asc qsc qmmc aqsc eood doo tbk"
        );

    /// <summary>Legal forms that some countries write in front.</summary>
    public static FrozenSet<string> LeadingForms { get; } = Set("the jsc ojsc cjsc pjsc llc oao zao ooo pao too pt cv");

    /// <summary>The same behind a Chinese name, longest first.</summary>
    public static IReadOnlyList<string> HanForms { get; } =
    [
        "集团股份有限公司",
        "集团股份公司",
        "集团有限责任公司",
        "控股集团有限公司",
        "股份有限公司",
        "股份公司",
        "有限责任公司",
        "集团有限公司",
        "控股有限公司",
        "集团总公司",
        "有限公司",
        "集团公司",
        "总公司",
        "公司",
        "集团",
        "控股",
        "股份",
    ];

    /// <summary>Countries in front of a name, longest first. They are taken off only where the rest still names somebody.</summary>
    public static IReadOnlyList<string> Countries { get; } =
    ["people s republic of china", "pr china", "prc", "china", "azerbaijan", "azerbaijani"];

    public static IReadOnlyList<string> HanCountries { get; } = ["中华人民共和国", "中国", "阿塞拜疆"];

    /// <summary>Spellings that differ between the two shores of an ocean, and words that come and go.</summary>
    public static FrozenDictionary<string, string> Spellings { get; } =
        new Dictionary<string, string>
        {
            ["aluminum"] = "aluminium",
            ["harbor"] = "harbour",
            ["center"] = "centre",
            ["defense"] = "defence",
            ["labor"] = "labour",
            ["tyre"] = "tire",
            ["fibre"] = "fiber",
            ["and"] = "",
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>
    /// Words that say what a company does, where, or how large it is, but not which one it is. A name that would consist of nothing else
    /// keeps its country: there are many energy companies, and one China Energy.
    /// </summary>
    public static FrozenSet<string> Generic { get; } =
        Set(
            // What it does.
            "energy power electric electrical electricity electronic electronics grid nuclear hydro hydropower hydroelectric solar "
                + "wind photovoltaic renewable renewables "
                + "storage coal oil petroleum petrochemical petrochemicals gas offshore water mining minerals mineral metal metals "
                + "metallurgical metallurgy nonferrous steel iron "
                + "aluminium copper gold silver nickel molybdenum tungsten lithium rare earth earths chemical chemicals chemistry "
                + "cement glass paper textile textiles garment "
                + "rubber tire plastics pharmaceutical pharmaceuticals medicine medical health biotech biotechnology biological food "
                + "foods foodstuff foodstuffs grain cereals oils agriculture agricultural "
                + "forestry fishery dairy tobacco salt construction building engineering engineers contracting architecture "
                + "architectural design planning road roads bridge bridges highway "
                + "railway railways railroad rail train metro port ports harbour harbours marine maritime ocean shipping "
                + "shipbuilding ship ships logistics transport transportation "
                + "communications communication telecom telecommunications telecommunication mobile satellite aerospace space "
                + "aviation aircraft airlines airline air airport "
                + "automobile automobiles automotive auto motor motors vehicle vehicles machinery machine machines equipment "
                + "industrial industry industries manufacturing "
                + "technology technologies technical tech science sciences scientific research institute academy university "
                + "information software computer computers internet network networks data digital cloud "
                + "bank banking insurance life property securities fund funds finance financial capital asset assets trust leasing "
                + "guarantee credit export exim import "
                + "investment investments invest investor trade trading commerce commercial business enterprise enterprises service "
                + "services management operation operations consulting consultants "
                + "development developments developing exploration production resources resource materials material products "
                + "environment environmental protection conservation "
                + "real estate land city urban culture tourism travel hotel media film education training heavy light precision "
                + "special general "
                // Whose, where and how.
                + "national state central provincial municipal government owned public federal international global world worldwide "
                + "overseas foreign economic technical cooperation external "
                + "north south east west northern southern eastern western northeast northwest southeast southwest african africa "
                + "asia asian eurasia eurasian europe european american america pacific atlantic arctic "
                + "first second third new modern great grand united union joint allied associated association federation cooperative "
                + "merchants merchant people s republic of "
                + "civil communications railways company bureau institute reform travel project projects solutions systems system "
                + "complex complete plant plants works factory clean green"
        );

    /// <summary>The same for Chinese, where a name is cut into them from the left and the right.</summary>
    public static IReadOnlyList<string> HanGeneric { get; } =
    [
        .. (
            "能源 电力 电网 发电 火电 水电 水利 水务 核电 核能 核工业 核 风电 光伏 太阳能 新能源 再生能源 清洁 储能 煤炭 煤 石油 天然气 石化 海洋 海上 化工 化学 矿业 矿产 矿 冶金 冶金科工 有色 有色金属 金属 "
            + "钢铁 钢 铝业 铝 铜业 铜 镍 黄金 稀土 建设 建筑 建材 建工 建 工程 土木 路桥 公路 桥梁 道路 铁路 铁道 轨道 机车 港口 港湾 港 航道 交通 运输 物流 远洋 海运 航运 船舶 造船 航空 航天 机场 民航 "
            + "通信 通讯 电信 移动 卫星 电子 信息 软件 计算机 电脑 互联网 网络 数据 数字 科技 技术 科学 科工 研究院 研究所 设计院 设计 规划 总院 院 机械 装备 设备 成套 重型 重工 精密 制造 汽车 客车 轮胎 电气 电器 电工 材料 "
            + "工业 实业 产业 企业 贸易 商贸 进出口 出口 进口 商业 工商 农业 农 粮油 粮食 食品 轻工 纺织 服装 烟草 盐业 医药 生物 健康 医疗 环境 环保 节能 生态 地产 房地产 置业 城市 城乡 基础设施 园区 文化 旅游 "
            + "酒店 教育 传媒 "
            + "银行 保险 人寿 财产 证券 基金 信托 金融 租赁 担保 信用 资产 资本 投资 开发 发展 运营 管理 经营 控股 集团 服务 咨询 合作 对外 经济 经贸 技术 海外 国际 全球 世界 国家 国有 国营 中央 地方 省 市 总 "
            + "第一 第二 第三 局 "
            + "南方 北方 东方 西方 东部 西部 华北 华东 华南 东北 西北 西南 公司 和 与 及 的 新 大 联合 综合 一般 通用"
        )
            .Split(' ')
            .Distinct()
            .OrderByDescending(word => word.Length)
            .ThenBy(word => word, StringComparer.Ordinal),
    ];

    private static FrozenSet<string> Set(string words) =>
        words.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
