using Matchmaking.Web.Forms;

namespace Matchmaking.Web.Tests.Forms;

/// <summary>What the key of an added row follows from.</summary>
public sealed class FormKeyTests
{
    private static readonly Guid Person = Guid.NewGuid();

    [Fact]
    public void The_same_form_by_the_same_person_with_the_same_words_has_the_same_key()
    {
        var key = FormKey.Of("opened", Person, "note", Guid.Empty, "words");

        Assert.Equal(key, FormKey.Of("opened", Person, "note", Guid.Empty, "words"));
        Assert.Equal((8, '8'), (key.Version, key.ToString()[14]));
        Assert.Contains(key.ToString()[19], "89ab");
    }

    [Fact]
    public void Whatever_differs_makes_another_key()
    {
        Guid[] keys =
        [
            FormKey.Of("opened", Person, "note", "a", "b"),
            FormKey.Of("Opened", Person, "note", "a", "b"),
            FormKey.Of("opened", Guid.NewGuid(), "note", "a", "b"),
            FormKey.Of("opened", Person, "answer", "a", "b"),
            FormKey.Of("opened", Person, "note", "a", "c"),
            FormKey.Of("opened", Person, "note", "ab"),
            FormKey.Of("opened", Person, "note", "a\",\"b"),
            FormKey.Of("opened", Person, "note", "a", null),
        ];

        Assert.Equal(keys.Length, keys.Distinct().Count());
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public void A_form_that_carries_nothing_adds_each_time(string? opened) =>
        Assert.NotEqual(FormKey.Of(opened, Person, "note", "a"), FormKey.Of(opened, Person, "note", "a"));
}
