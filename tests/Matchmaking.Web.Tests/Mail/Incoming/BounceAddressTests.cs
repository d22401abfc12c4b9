using Matchmaking.Web.Mail.Incoming;

namespace Matchmaking.Web.Tests.Mail.Incoming;

/// <summary>The return address of a mail: found again in any case, and believed only with our signature.</summary>
public sealed class BounceAddressTests
{
    private static readonly Guid Mail = Guid.Parse("01955000-0000-7000-8000-00000000002a");
    private static readonly byte[] First = [.. Enumerable.Repeat((byte)1, 32)],
        Second = [.. Enumerable.Repeat((byte)2, 32)];
    private readonly BounceAddress _bounces = new(new Dictionary<int, byte[]> { [1] = First, [2] = Second });

    [Theory]
    [InlineData("{0}")]
    [InlineData("<{0}>")]
    [InlineData("rfc822; {0}")]
    [InlineData("Somebody <somebody@example.az>, \"\" <{0}>")]
    public void It_is_found_again(string text) =>
        Assert.Equal(
            Mail,
            _bounces.Find(string.Format(System.Globalization.CultureInfo.InvariantCulture, text, _bounces.Make(Mail, "example.az")))
        );

    [Fact]
    public void It_survives_a_change_of_case()
    {
        var address = _bounces.Make(Mail, "example.az");

        Assert.Equal(address.ToLowerInvariant(), address);
        Assert.Equal(Mail, _bounces.Find(address.ToUpperInvariant()));
    }

    [Fact]
    public void Its_name_is_short_enough_for_every_server() =>
        Assert.InRange(_bounces.Make(Mail, "example.az").IndexOf('@', StringComparison.Ordinal), 1, 64);

    [Fact]
    public void The_newest_key_signs_and_an_old_one_is_still_believed()
    {
        var old = new BounceAddress(new Dictionary<int, byte[]> { [1] = First }).Make(Mail, "example.az");
        var newest = new BounceAddress(new Dictionary<int, byte[]> { [2] = Second }).Make(Mail, "example.az");

        Assert.Equal(newest, _bounces.Make(Mail, "example.az"));
        Assert.NotEqual(old, newest);
        Assert.Equal(Mail, _bounces.Find(old));
    }

    [Fact]
    public void A_key_that_is_gone_is_not_believed() =>
        Assert.Null(
            new BounceAddress(new Dictionary<int, byte[]> { [2] = Second }).Find(
                new BounceAddress(new Dictionary<int, byte[]> { [1] = First }).Make(Mail, "example.az")
            )
        );

    [Fact]
    public void A_change_of_any_letter_is_noticed()
    {
        var address = _bounces.Make(Mail, "example.az");
        for (var i = 0; i < address.IndexOf('@', StringComparison.Ordinal); i++)
        {
            var changed = address.ToCharArray();
            changed[i] = changed[i] == '0' ? '1' : '0';
            Assert.Null(_bounces.Find(new string(changed)));
        }
    }

    [Fact]
    public void A_forged_one_does_not_hide_the_real_one() =>
        Assert.Equal(Mail, _bounces.Find($"bounce+{Guid.NewGuid():N}-0123456789@example.az, {_bounces.Make(Mail, "example.az")}"));

    [Theory]
    [InlineData("")]
    [InlineData("alerts@example.az")]
    [InlineData("bounce+@example.az")]
    [InlineData("bounce+019550000000700080000000000000zz-0123456789@example.az")]
    public void Another_address_is_none(string text) => Assert.Null(_bounces.Find(text));
}
