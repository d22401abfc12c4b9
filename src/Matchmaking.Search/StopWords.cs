namespace Matchmaking.Search;

/// <summary>Words that narrow nothing when others are there: they do not have to occur, and add little where they do.</summary>
internal static class StopWords
{
    /// <summary>What a word of grammar adds to a score, as a share of what another word adds.</summary>
    public const float OfGrammar = 0.02f;

    /// <summary>What a word that most listings have adds: a factory, a project, an investment.</summary>
    public const float OfAnyListing = 0.25f;

    private static readonly Dictionary<string, float> Shares = Read(
        (
            OfGrammar,
            """
            a an and any are as at be by can do does for from get has have how i in into is it its me my near nearby need new of off on
            or our per please show that the there these this to want we what where which who will with within you your
            buy buying sell selling invest investing open opening start starting set build building make making produce producing
            interested interest people someone anyone would like could should our ours they their them turn into out up
            am by im us all about around find looking search seeking anything something some
            ve və ile ilə ucun üçün bu bir de da ki o var varmı hansi hansı olan uzre üzrə kimi nece necə mene mənə bize bizə lazimdir
            yaxin yaxın yaxinliginda yaxınlığında sonra qeder qədər haqqinda haqqında barede barədə isteyirem istəyirəm axtariram axtarıram
            axtaririq axtarırıq isteyirik istəyirik almaq satmaq tikmek tikmək qurmaq acmaq açmaq etmek etmək olar gore görə ucundur
            tapmaq goster göstər hara harada ya
            的 了 在 和 与 及 或 有 没有 有没有 是 吗 呢 我 我们 想 想要 找 寻找 查找 搜索 请 请问 哪些 哪里 什么 怎么 如何 关于 相关 有关
            附近 周边 一带 里 内 中 上 下 到 去 做 搞 个 一个 一些 可以 能 要 需要 求 求购 类 方面 等 这 那 从 给 把 被 为 对 之 其
            可以投 可以做 想买 买 卖 收购吗 能不能 怎样 是否 用 用于 做的 把 变 变成
            有哪些 有什么 想投 想做 感兴趣 目前 现在 最新 新 好 吧
            """
        ),
        (
            OfAnyListing,
            """
            region regions district districts area areas territory territories city zone zones
            bolge bölgə rayon rayonu rayonlar region regionu erazi ərazi seher şəhər seheri şəhəri zona bolgesi bölgəsi
            地区 区 市 区域 一带 地带
            project projects investment investments invest investing investor investors opportunity opportunities azerbaijan azerbaijani
            business businesses sector sectors industry field listing listings offer offers company companies
            proposal proposals partner partners partnership
            layihe layihə investisiya sermaye sərmaye sərmayə imkan azerbaycan azərbaycan biznes sahe sahə teklif təklif sirket şirkət
            sahesinde sahəsində layihesi layihəsi layiheleri layihələri imkanlari imkanları imkani imkanı azerbaycanda azərbaycanda
            teref tərəf terefdas tərəfdaş elan
            项目 投资 机会 投资机会 投资项目 阿塞拜疆 阿国 企业 公司 行业 领域 产业 合作 商机 招商 项目投资 合作项目 合作机会 合作伙伴
            阿塞拜疆共和国 republic respublikasi respublikası
            plant plants factory factories production manufacturing manufacture facility facilities construction building build
            establishment establish setting up development works
            zavod fabrik istehsal istehsali istehsalı istehsalat muessise müəssisə tikinti tikintisi qurulmasi qurulması yaradilmasi
            yaradılması salinmasi salınması zavodu fabriki obyekt obyekti inkisafi inkişafı
            工厂 厂 生产 制造 建厂 生产线 建设 建造 厂家 厂房 办厂 设厂 生产厂 制造厂 加工厂 基地 生产基地 兴建 新建 开发 建
            """
        )
    );

    /// <summary>What a word adds, 0 to 1; 1 for all words that narrow.</summary>
    /// <param name="word">Folded tokens, joined by spaces.</param>
    public static float ShareOf(string word) => Shares.TryGetValue(word, out var share) ? share : 1;

    /// <summary>Whether a Chinese character of grammar never is a part of a word.</summary>
    public static bool Separates(string character) => "的了和与及或在是吗呢我有想要找这那请".Contains(character, StringComparison.Ordinal);

    /// <summary>The Chinese ones, so that the vocabulary knows them as words.</summary>
    public static IEnumerable<string> Chinese =>
        Shares.Keys.Where(word => word[0] >= 0x3400).Select(word => word.Replace(" ", "", StringComparison.Ordinal));

    private static Dictionary<string, float> Read(params ReadOnlySpan<(float Share, string Words)> lists)
    {
        var cutter = new Tokenizer(new([]));
        var shares = new Dictionary<string, float>(StringComparer.Ordinal);
        foreach (var (share, words) in lists)
        foreach (var word in words.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
            shares.TryAdd(string.Join(' ', cutter.Read(word).Select(token => token.Text)), share);
        return shares;
    }
}
