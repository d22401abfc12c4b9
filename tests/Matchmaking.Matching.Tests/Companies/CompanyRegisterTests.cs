using System.Text.Json;
using Matchmaking.Matching.Companies;

namespace Matchmaking.Matching.Tests.Companies;

/// <summary>Names found among the companies that the product knows by heart, and names that must not be.</summary>
public sealed class CompanyRegisterTests
{
    private static readonly KnownCompany[] Known = Read();
    private static readonly CompanyRegister Register = new(Known);

    [Theory]
    [InlineData("Datang", "datang")]
    [InlineData("China Datang Corporation", "datang")]
    [InlineData("中国大唐集团有限公司", "datang")]
    [InlineData("大唐集团", "datang")]
    [InlineData("China Datang Overseas Investment Co. Ltd", "datang-overseas")]
    [InlineData("China Datang Overseas Investment (中国大唐海外投资)", "datang-overseas")]
    [InlineData("中国大唐海外投资有限公司", "datang-overseas")]
    [InlineData("PowerChina", "powerchina")]
    [InlineData("Power Construction Corporation of China", "powerchina")]
    [InlineData("中国电力建设集团有限公司", "powerchina")]
    [InlineData("中国电力建设", "powerchina")]
    [InlineData("中国电建", "powerchina")]
    [InlineData("PowerChina Resources (中国电建)", "powerchina-resources")]
    [InlineData("PowerChina Overseas Investment", "powerchina-resources")]
    [InlineData("中国能建", "ceec")]
    [InlineData("China Energy Engineering (CEEC)", "ceec")]
    [InlineData("China Energy Overseas Investment Co. Ltd. (CEEC)", "ceec-overseas")]
    [InlineData("China Energy Overseas Investment (中国能建海投)", "ceec-overseas")]
    [InlineData("China Energy Investment (CHN Energy)", "chn-energy")]
    [InlineData("State Power Investment (SPIC)", "spic")]
    [InlineData("China General Nuclear (CGN)", "cgn")]
    [InlineData("China Three Gorges (CTG)", "ctg")]
    [InlineData("China International Water & Electric (CTG)", "cwe")]
    [InlineData("China Railway Group", "crec")]
    [InlineData("China Railway Construction Corp", "crcc")]
    [InlineData("中国铁建", "crcc")]
    [InlineData("中国中铁", "crec")]
    [InlineData("中国石油天然气集团有限公司", "cnpc")]
    [InlineData("中国石油天然气股份有限公司", "petrochina")]
    [InlineData("中国石油天然气", null)]
    [InlineData("CATL", "catl")]
    [InlineData("宁德时代", "catl")]
    [InlineData("Contemporary Amperex Technology", "catl")]
    [InlineData("BYD", "byd")]
    [InlineData("BYD (比亚迪)", "byd")]
    [InlineData("比亚迪股份有限公司", "byd")]
    [InlineData("Huaneng", "huaneng")]
    [InlineData("中国华能集团有限公司", "huaneng")]
    [InlineData("China Huadian", "huadian")]
    [InlineData("国家电力投资集团有限公司", "spic")]
    [InlineData("China Harbor Engineering Co", "chec")]
    [InlineData("China Harbour Engineering Company (CHEC)", "chec")]
    [InlineData("CHINA HARBOUR ENGINEERING CO., LTD.", "chec")]
    [InlineData("China Road & Bridge Corporation", "crbc")]
    [InlineData("China Communication Construction Group Ltd", null)]
    [InlineData("Bank of China", "boc")]
    [InlineData("中国工商银行 ICBC", "icbc")]
    [InlineData("Tbea Co Ltd", "tbea")]
    [InlineData("TBEA (特变电工)", "tbea")]
    [InlineData("YTO Group (中国一拖)", "yto")]
    [InlineData("中国一拖", "yto")]
    [InlineData("Xi'An Free Trade Port Construction and Operation (西安自贸港)", "xian-ftp")]
    // Traps: these name somebody else, or nobody.
    [InlineData("China", null)]
    [InlineData("中国", null)]
    [InlineData("China Energy", null)]
    [InlineData("Energy", null)]
    [InlineData("Power", null)]
    [InlineData("International", null)]
    [InlineData("Bank", null)]
    [InlineData("Industries", null)]
    [InlineData("China Datang Renewables Pakistan", null)]
    [InlineData("中国大唐集团（香港）有限公司", null)]
    [InlineData("China Construction", null)]
    [InlineData("China Development", null)]
    [InlineData("China Railway 20 Bureau Group Co Ltd", null)]
    [InlineData("CNPC / PetroChina", "cnpc")]
    [InlineData("Sinomach / CMEC", "sinomach")]
    [InlineData("China Energy Engineering (CEEC / Gezhouba)", "ceec")]
    [InlineData("China Road and Bridge (CHEC)", null)]
    [InlineData("BYD / CATL", null)]
    [InlineData("Datang Telecom", null)]
    [InlineData("", null)]
    public void A_name_means_one_company_or_nobody(string written, string? id) => Assert.Equal(id, Register.Resolve(written)?.Id);

    [Fact]
    public void Every_name_of_the_list_means_its_own_company() =>
        Assert.Empty(
            from company in Known
            from name in company.Names
            where Register.Resolve(name)?.Id != company.Id
            select $"{name} of {company.Id}"
        );

    [Fact]
    public void Every_parent_of_the_list_is_in_it() =>
        Assert.Empty(
            Known.Where(company => company.Parent is { } parent && Known.All(other => other.Id != parent)).Select(company => company.Id)
        );

    [Theory]
    [InlineData("China Datang Overseas", "datang")]
    [InlineData("Sinohydro", "powerchina")]
    [InlineData("Gezhouba", "ceec")]
    [InlineData("CCECC", "crcc")]
    [InlineData("Datang", "")]
    public void A_subsidiary_leads_to_its_parents(string written, string parents) =>
        Assert.Equal(parents, string.Join(' ', Register.Resolve(written)!.Parents));

    [Theory]
    [InlineData("China Datang Renewables Pakistan", "datang", NameLikeness.Within)]
    [InlineData("中国大唐集团（香港）有限公司", "datang", NameLikeness.Piece)]
    [InlineData("Donfang Electric Corporation", "dongfang-electric", NameLikeness.Spelling)]
    [InlineData("Amperex Contemporary Technology", "catl", NameLikeness.Spelling)]
    [InlineData("BYD / CATL", "catl", NameLikeness.Piece)]
    [InlineData("China Communication Construction Group Ltd", "cccc", NameLikeness.Spelling)]
    [InlineData("Huawei Marine Networks", "huawei", NameLikeness.Within)]
    [InlineData("Hangzhou Hikvision", "hikvision", NameLikeness.Longer)]
    // Why suggestions are not certain: CPC Corporation is a company of Taiwan.
    [InlineData("CPC Corporation", "sinopec", NameLikeness.Initials)]
    [InlineData("China Energy", "ceec", NameLikeness.Spelling)]
    [InlineData("Unheard-of Ltd", null, null)]
    public void What_looks_alike_is_suggested(string written, string? id, NameLikeness? likeness)
    {
        var first = Register.Suggest(written).FirstOrDefault();

        Assert.Null(Register.Resolve(written));
        Assert.Equal((id, likeness), (first?.Id, first?.Likeness));
    }

    [Fact]
    public void Two_companies_that_claim_one_name_are_both_suggested_and_neither_is_certain()
    {
        var register = new CompanyRegister([new("a", ["Silk Way"], null), new("b", ["Silk Way Ltd", "Silk Way West"], null)]);

        Assert.Null(register.Resolve("Silk Way Inc."));
        Assert.Equal("a", register.Resolve("SILK WAY")?.Id);
        Assert.Equal("b", register.Resolve("Silk Way West")?.Id);
        Assert.Equal(["a", "b"], register.Suggest("Silk Way Inc.").Select(found => found.Id));
    }

    [Fact]
    public void The_order_of_the_companies_does_not_matter()
    {
        var reversed = new CompanyRegister(Known.Reverse());

        foreach (var name in Known.SelectMany(company => company.Names).Concat(["China Energy Group", "China Nuclear", "Datang Solar"]))
        {
            Assert.Equal(Register.Resolve(name)?.Id, reversed.Resolve(name)?.Id);
            Assert.Equal(Register.Suggest(name, 20), reversed.Suggest(name, 20));
        }
    }

    [Fact]
    public void A_ring_of_parents_is_walked_once()
    {
        var register = new CompanyRegister([
            new("a", ["Alpha"], "b"),
            new("b", ["Beta"], "c"),
            new("c", ["Gamma"], "a"),
            new("d", ["Delta"], "d"),
        ]);

        Assert.Equal(["b", "c"], register.ParentsOf("a"));
        Assert.Empty(register.ParentsOf("d"));
    }

    private static KnownCompany[] Read()
    {
        using var list = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(Repository.Root, "src", "Matchmaking.Web", "Reference", "companies.json"))
        );
        return
        [
            .. list
                .RootElement.EnumerateArray()
                .Select(company => new KnownCompany(
                    company.GetProperty("id").GetString()!,
                    [
                        .. new[] { "en", "zh" }
                            .Where(language => company.TryGetProperty(language, out _))
                            .Select(language => company.GetProperty(language).GetString()!),
                        .. company.TryGetProperty("aliases", out var aliases)
                            ? aliases.EnumerateArray().Select(alias => alias.GetString()!)
                            : [],
                    ],
                    company.TryGetProperty("parent", out var parent) ? parent.GetString() : null
                )),
        ];
    }
}
