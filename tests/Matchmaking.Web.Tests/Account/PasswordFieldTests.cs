using System.Net;
using Matchmaking.Web.Tests.Architecture;

namespace Matchmaking.Web.Tests.Account;

/// <summary>A mistake elsewhere in a form does not cost the password, and no answer ever holds one.</summary>
public sealed class PasswordFieldTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Every_password_can_be_shown_and_its_form_leaves_the_page_as_it_is()
    {
        var person = await site.People.InvestorAsync();
        var visitor = await site.People.SignInAsync(person);
        foreach (var path in new[] { "/account/sign-up", "/account/sign-in", "/account/profile/password", "/account/profile/email" })
        {
            var page = await (path.Contains("profile", StringComparison.Ordinal) ? visitor : site.NewVisitor()).OpenAsync(path);
            var fields = page.Document.QuerySelectorAll("input[type=password]");
            Assert.NotEmpty(fields);
            foreach (var field in fields)
            {
                var box = field.NextElementSibling!;
                Assert.Equal("Show password", box.TextContent);
                Assert.True(box.HasAttribute("hidden") && box.QuerySelector("input[type=checkbox][data-shows]") is not null, path);
                Assert.Equal(("#main", "#main > *"), (Form(field, "hx-target"), Form(field, "hx-select")));
                Assert.NotNull(Form(field, "hx-post"));
            }
        }

        static string? Form(AngleSharp.Dom.IElement field, string attribute) => field.Closest("form")!.GetAttribute(attribute);
    }

    [Fact]
    public void No_view_writes_a_password_field_past_the_helper() =>
        Assert.Empty(
            Source
                .Files("src/Matchmaking.Web/Features", ".cs", ".cshtml")
                .Where(file =>
                    file.Text.Contains("type=\\\"password\\\"", StringComparison.Ordinal)
                    || file.Text.Contains("<!input", StringComparison.Ordinal)
                )
                .Select(file => file.Name)
        );

    [Fact]
    public async Task The_answer_to_a_mistake_keeps_the_other_fields_and_holds_no_password()
    {
        var visitor = site.NewVisitor();
        var form = await visitor.OpenAsync("/account/sign-up");

        var refused = await visitor.SubmitWithHtmxAsync(
            form,
            "main form",
            null,
            ("Input.Email", "li@example.org"),
            ("Input.Password", "a long and good password"),
            ("Input.Organisation", "")
        );

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal("li@example.org", refused.ValueOf("Input.Email"));
        Assert.DoesNotContain("a long and good", refused.Html, StringComparison.Ordinal);
        Assert.NotNull(refused.Document.QuerySelector("#main .error-summary"));
    }

    [Fact]
    public async Task Whoever_comes_in_goes_to_a_page_and_not_into_a_fragment()
    {
        var person = await site.People.InvestorAsync();
        var visitor = site.NewVisitor();

        var entered = await visitor.SubmitWithHtmxAsync(
            await visitor.OpenAsync("/account/sign-in"),
            "main form",
            null,
            ("Address", person.Email),
            ("Password", People.Password)
        );

        Assert.Equal(HttpStatusCode.NoContent, entered.Status);
        Assert.StartsWith("/", entered.Response.Headers.GetValues("HX-Redirect").Single(), StringComparison.Ordinal);
    }
}
