using Matchmaking.Matching.Companies;

namespace Matchmaking.Matching.Tests.Companies;

/// <summary>What of a company's name tells it from others.</summary>
public sealed class CompanyNameTests
{
    [Theory]
    [InlineData("China Datang Corporation Ltd.", "datang")]
    [InlineData("CHINA DATANG CORP", "datang")]
    [InlineData("Datang Group", "datang")]
    [InlineData("China Datang Overseas Investment Co. Ltd", "datang overseas investment")]
    [InlineData("中国大唐集团有限公司", "大唐")]
    [InlineData("中国大唐海外投资有限公司", "大唐海外投资")]
    [InlineData("中国大唐集团（香港）有限公司", "大唐集团 香港")]
    [InlineData("宁德时代新能源科技股份有限公司", "宁德时代新能源科技")]
    [InlineData("浙江吉利控股集团有限公司", "浙江吉利")]
    [InlineData("明阳智慧能源集团股份公司", "明阳智慧能源")]
    [InlineData("ＢＹＤ　Ｃｏ．，Ｌｔｄ．", "byd")]
    [InlineData("Yunnan Tin Group (Holding) Co Ltd", "yunnan tin")]
    [InlineData("The Export-Import Bank of China", "export import bank of china")]
    [InlineData("Siemens Energy GmbH & Co. KG", "siemens energy")]
    [InlineData("Total S.A.", "total")]
    [InlineData("Azersun Holding MMC", "azersun")]
    [InlineData("Clean Energy Jabrayil L.L.C.", "clean energy jabrayil")]
    [InlineData("“Azərenerji” ASC", "azerenerji")]
    [InlineData("JSC Kazakhstan Temir Zholy", "kazakhstan temir zholy")]
    [InlineData("P.R. China Hongqiao Group", "hongqiao")]
    [InlineData("D-Link Corporation", "d link")]
    [InlineData("China Harbor Engineering Company (CHEC)", "harbour engineering company chec")]
    public void A_legal_form_and_a_country_go(string written, string key) => Assert.Equal(key, CompanyName.Of(written).Key);

    [Theory]
    [InlineData("China Energy Investment Corporation", "china energy investment")]
    [InlineData("China Energy International Group", "china energy international")]
    [InlineData("China Railway Group Limited", "china railway")]
    [InlineData("China Mobile Limited", "china mobile")]
    [InlineData("Bank of China", "bank of china")]
    [InlineData("中国银行", "中国银行")]
    [InlineData("中国建设银行股份有限公司", "中国建设银行")]
    [InlineData("中国能源建设集团海外投资有限公司", "中国能源建设集团海外投资")]
    [InlineData("中国移动通信集团有限公司", "中国移动通信")]
    [InlineData("Energy Holdings", "energy holdings")]
    [InlineData("Power Company", "power company")]
    [InlineData("China Holdings Ltd", "china holdings")]
    [InlineData("集团公司", "集团公司")]
    [InlineData("能源集团", "能源集团")]
    [InlineData("Group Ltd", "group")]
    [InlineData("China", "china")]
    [InlineData("中国", "中国")]
    [InlineData("China Re", "china re")]
    [InlineData("Azerbaijan Railways CJSC", "azerbaijan railways")]
    public void What_would_leave_nobody_stays(string written, string key) => Assert.Equal(key, CompanyName.Of(written).Key);

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData(" — ()（） ")]
    [InlineData("\uD83D\uFFFE")]
    public void A_name_without_letters_has_no_key(string? written) => Assert.Equal("", CompanyName.Of(written).Key);

    [Theory]
    [InlineData("PowerChina Resources (中国电建)", "powerchina resources|电建")]
    [InlineData("中国工商银行 ICBC", "中国工商银行|icbc")]
    [InlineData("CNPC / PetroChina", "cnpc|petrochina")]
    [InlineData("China Energy Engineering (CEEC / Gezhouba)", "china energy engineering|ceec|gezhouba")]
    [InlineData("TCL科技集团股份有限公司", "tcl|科技集团股份有限公司")]
    [InlineData("Datang", "")]
    [InlineData("Datang (Datang Group)", "")]
    [InlineData("Broken ) name ( here", "broken name|here")]
    public void A_name_that_says_itself_twice_is_cut(string written, string pieces) =>
        Assert.Equal(pieces, string.Join('|', CompanyName.Of(written).Pieces));

    [Theory]
    [InlineData("China State Construction Engineering Corporation Ltd.", "cscec")]
    [InlineData("China Road and Bridge Corporation", "crbc")]
    [InlineData("中国路桥", "")]
    public void Companies_abbreviate_themselves_by_first_letters(string written, string initials) =>
        Assert.Equal(initials, CompanyName.InitialsOf(written));
}
