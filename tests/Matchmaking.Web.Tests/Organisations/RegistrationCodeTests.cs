using Matchmaking.Web.Features.Organisations;

namespace Matchmaking.Web.Tests.Organisations;

/// <summary>The codes of companies: worked examples of GB 32100-2015 and of the VÖEN, and what people type in their place.</summary>
public sealed class RegistrationCodeTests
{
    [Theory]
    [InlineData("91440300192317458F", "91440300192317458F")]
    [InlineData("914403001922038216", "914403001922038216")]
    [InlineData("9144030071526726XG", "9144030071526726XG")]
    [InlineData("91350900587527783P", "91350900587527783P")]
    [InlineData("91440300192317458f", "91440300192317458F")]
    [InlineData("９１４４０３００１９２３１７４５８Ｆ", "91440300192317458F")]
    [InlineData(" 9144 0300-1923 1745 8F ", "91440300192317458F")]
    public void A_code_of_a_real_company_passes_in_whatever_form_it_was_typed(string typed, string code)
    {
        var read = RegistrationCode.Read(typed, "CN")!;
        Assert.Equal((code, true, null), (read.Code, read.IsValid, read.Meant));
    }

    [Theory]
    [InlineData("91440300192317458E", CodeProblem.CheckDigit)]
    [InlineData("91440300192317458I", CodeProblem.Character)]
    [InlineData("9144030019231745F", CodeProblem.Length)]
    [InlineData("91440300192317458FF", CodeProblem.Length)]
    public void A_wrong_code_is_refused_with_its_reason(string typed, CodeProblem problem) =>
        Assert.Equal(problem, RegistrationCode.Read(typed, "CN")!.Problem);

    [Fact]
    public void A_rest_of_zero_is_the_check_character_zero()
    {
        // Of seventeen zeros the sum is zero, and 31 less zero is no place of the alphabet.
        var codes = Enumerable
            .Range(0, 31)
            .Select(i => "0000000000000000" + "0123456789ABCDEFGHJKLMNPQRTUWXY"[i])
            .Select(start => Enumerable.Range(0, 31).Select(i => start + "0123456789ABCDEFGHJKLMNPQRTUWXY"[i]))
            .Select(all => all.Single(code => RegistrationCode.Read(code, "CN")!.Problem is null));
        Assert.Equal('0', codes.First()[^1]);
    }

    [Fact]
    public void The_check_within_only_warns()
    {
        // The ninth character of the organisation code is changed, and the check character of the whole fitted to it.
        var doubtful = "0123456789ABCDEFGHJKLMNPQRTUWXY"
            .Select(check => RegistrationCode.Read("91440300192317457" + check, "CN")!)
            .Single(read => read.Problem is null);
        Assert.True(doubtful is { IsDoubtful: true, IsValid: false });
    }

    [Theory]
    [InlineData("9144O3OO192317458F", "CN", "91440300192317458F")]
    [InlineData("9I4403001923I7458F", "CN", "91440300192317458F")]
    [InlineData("9144030019Z317458F", "CN", "91440300192317458F")]
    [InlineData("9144030019231745OF", "CN", null)]
    [InlineData("401555071", "AZ", null)]
    public void What_was_meant_is_said_only_when_it_passes_and_never_put_in_its_place(string typed, string country, string? meant)
    {
        var read = RegistrationCode.Read(typed, country)!;
        Assert.Equal((typed, meant), (read.Code, read.Meant));
        Assert.NotNull(read.Problem);
    }

    [Theory]
    [InlineData("1401555071")]
    [InlineData("9900071001")]
    [InlineData("9900051231")]
    public void A_real_tax_number_of_Azerbaijan_passes(string typed) => Assert.True(RegistrationCode.Read(typed, "AZ")!.IsValid);

    [Theory]
    [InlineData("1401555081", CodeProblem.CheckDigit)]
    [InlineData("140155507", CodeProblem.Length)]
    [InlineData("14O1555071", CodeProblem.Character)]
    public void A_wrong_tax_number_is_refused(string typed, CodeProblem problem) =>
        Assert.Equal(problem, RegistrationCode.Read(typed, "AZ")!.Problem);

    [Fact]
    public void A_tax_number_that_lost_its_zero_is_recognised()
    {
        // 0 2 0 0 0 0 0 0: two times the weight 1 is the check digit 2.
        Assert.True(RegistrationCode.Read("0200000021", "AZ")!.IsValid);
        Assert.Equal("0200000021", RegistrationCode.Read("200000021", "AZ")!.Meant);
    }

    [Fact]
    public void The_last_digit_says_whose_a_tax_number_is_and_another_one_is_doubtful() =>
        Assert.True(RegistrationCode.Read("1401555079", "AZ") is { Problem: null, IsDoubtful: true });

    [Fact]
    public void Numbers_of_other_countries_are_kept_as_they_are() =>
        Assert.True(RegistrationCode.Read("HRB 12345", "DE") is { Code: "HRB12345", IsChecked: false, IsValid: false, Problem: null });

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public void Nothing_is_no_code(string? typed) => Assert.Null(RegistrationCode.Read(typed, "CN"));
}
