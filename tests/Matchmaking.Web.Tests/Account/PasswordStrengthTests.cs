using Matchmaking.Web.Features.Account.Passwords;

namespace Matchmaking.Web.Tests.Account;

/// <summary>What counts as easily guessed.</summary>
public sealed class PasswordStrengthTests
{
    private static readonly string[] Personal = ["wang.mei", "byd-auto", "com", "比亚迪汽车工业有限公司", "Wang Mei", "Körpü 桥"];

    [Theory]
    [InlineData("bridge over the Caspian")]
    [InlineData("a long walk along the sea")]
    [InlineData("summer dragon monkey football")]
    [InlineData("我喜欢在里海边喝红茶看日落的傍晚")]
    [InlineData("Ləpədöyən üçün dördüncü çətir")]
    [InlineData("x7#qP2!vL9@tR4$mZ")]
    [InlineData("两只白鹭 fly at 05:40 !")]
    public void A_passphrase_is_fine(string password) =>
        Assert.Equal(PasswordWeakness.None, PasswordStrength.WeaknessOf(password, Personal));

    [Theory]
    [InlineData("passwordpassword", PasswordWeakness.Common)]
    [InlineData("correct horse battery staple", PasswordWeakness.Common)]
    [InlineData("Password1234567!", PasswordWeakness.Common)]
    [InlineData("ＰＡＳＳＷＯＲＤ１２３４５６７", PasswordWeakness.Common)]
    [InlineData("1q2w3e4r5t6y7u8i", PasswordWeakness.Sequence)]
    [InlineData("123456789012345678", PasswordWeakness.Sequence)]
    [InlineData("qwertyuiopasdfghjkl", PasswordWeakness.Sequence)]
    [InlineData("zyxwvutsrqponmlkjihgf", PasswordWeakness.Sequence)]
    [InlineData("aaaaaaaaaaaaaaaaaaaa", PasswordWeakness.Repeated)]
    [InlineData("               ", PasswordWeakness.Repeated)]
    [InlineData("桥桥桥桥桥桥桥桥桥桥桥桥桥桥桥", PasswordWeakness.Repeated)]
    [InlineData("k9k9k9k9k9k9k9k9k9", PasswordWeakness.Repeated)]
    [InlineData("wang.mei2024wang", PasswordWeakness.Personal)]
    [InlineData("比亚迪汽车工业有限公司2025！", PasswordWeakness.Personal)]
    [InlineData("korpu korpu 1999 korpu", PasswordWeakness.Personal)]
    public void What_is_tried_first_is_refused(string password, PasswordWeakness weakness) =>
        Assert.Equal(weakness, PasswordStrength.WeaknessOf(password, Personal));

    [Fact]
    public void The_same_characters_are_the_same_password()
    {
        Assert.Equal(NormalisedPasswords.Normalise("ş Körpü Ａ１"), NormalisedPasswords.Normalise("s\u0327 Ko\u0308rpu\u0308 A1"));
        Assert.Equal("ab", NormalisedPasswords.Normalise("a\uD800\uFFFE\u200Bb"));
    }
}
