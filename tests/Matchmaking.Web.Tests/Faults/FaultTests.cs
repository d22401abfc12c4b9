using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Matchmaking.Web.Tests.Faults;

/// <summary>What is not found or away is said in the visitor's language, without a stack trace.</summary>
public sealed class FaultTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData("zh-CN", "找不到该页面")]
    [InlineData("az-AZ", "Səhifə tapılmadı")]
    [InlineData("fr-FR", "Page not found")]
    public async Task An_unknown_address_is_404_in_the_visitors_language(string language, string words)
    {
        var page = await site.NewVisitor(language).OpenAsync("/no/such/page");

        Assert.Equal(404, (int)page.Status);
        Assert.Equal(words, page.TextsOf("h1").Single());
    }

    [Fact]
    public async Task The_error_page_itself_is_as_unknown_as_any_other() =>
        Assert.Equal(404, (int)(await site.NewVisitor().OpenAsync("/error/500")).Status);

    [Fact]
    public async Task A_form_without_its_antiforgery_token_is_refused()
    {
        using var client = site.NewClient();
        var answer = await client.PostAsync("/account/sign-out", null);
        Assert.Equal(400, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Every_answer_forbids_inline_scripts_and_foreign_hosts()
    {
        var page = await site.NewVisitor().OpenAsync("/no/such/page");

        var policy = page.Response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("script-src 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.All(
            page.Document.QuerySelectorAll("script, link[rel=stylesheet]"),
            element => Assert.StartsWith("/", element.GetAttribute("src") ?? element.GetAttribute("href"), StringComparison.Ordinal)
        );
    }
}

/// <summary>The database goes away and comes back.</summary>
public sealed class OutageTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Without_its_database_the_site_answers_503_and_recovers_by_itself()
    {
        var visitor = site.NewVisitor("zh-CN");
        var database = new NpgsqlConnectionStringBuilder(site.Database).Database!;
        Assert.Equal(404, (int)(await visitor.OpenAsync("/alerts/AQGiCk2WTHkqjH0eDyMTzEYD21XgmWQEXGhdnDFPzHoC")).Status);

        await OnServerAsync(
            $"ALTER DATABASE {database} ALLOW_CONNECTIONS false",
            $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'"
        );
        var away = await visitor.OpenAsync("/opportunities");
        Assert.Equal(503, (int)away.Status);
        Assert.Contains("服务暂时不可用", away.Text, StringComparison.Ordinal);
        Assert.Equal(503, (int)(await visitor.OpenAsync("/health/ready")).Status);
        Assert.Equal(200, (int)(await visitor.OpenAsync("/health/live")).Status);

        await OnServerAsync($"ALTER DATABASE {database} ALLOW_CONNECTIONS true");
        Assert.Equal(200, (int)(await visitor.OpenAsync("/opportunities")).Status);
        Assert.Equal(200, (int)(await visitor.OpenAsync("/health/ready")).Status);
    }

    [Fact]
    public async Task Where_nothing_can_be_written_a_form_comes_back_to_be_sent_again_and_the_node_is_not_ready()
    {
        var investor = await site.People.InvestorAsync("zh-Hans");
        var visitor = await site.People.SignInAsync(investor);
        var page = await visitor.OpenAsync("/mandates/create");
        var database = new NpgsqlConnectionStringBuilder(site.Database).Database!;
        Assert.Equal(200, (int)(await visitor.OpenAsync("/health/ready")).Status);

        await OnServerAsync(
            $"ALTER DATABASE {database} SET default_transaction_read_only = on",
            $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'"
        );
        await UntilAnsweredAsync(visitor);
        var away = await visitor.SubmitAsync(page, "main form", ("name", "里海 \"50%\""), ("sectors", "auto.ebus"));
        Assert.Equal(503, (int)away.Status);
        Assert.Equal("里海 \"50%\"", away.ValueOf("name"));
        Assert.Equal(503, (int)(await visitor.OpenAsync("/health/ready")).Status);

        await OnServerAsync(
            $"ALTER DATABASE {database} RESET default_transaction_read_only",
            $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'"
        );
        await UntilAnsweredAsync(visitor);
        Assert.Equal(200, (int)(await visitor.SubmitAsync(away, "form")).Status);
        Assert.Equal(1, await site.InDatabaseAsync(db => db.Mandates.CountAsync(m => m.OwnerId == investor.Id)));
    }

    /// <summary>
    /// Each session that was ended is found out by whoever uses it next; pages that only read are answered again after that.
    /// </summary>
    private static async Task UntilAnsweredAsync(Visitor visitor)
    {
        var last = 0;
        for (var tries = 0; tries < 30 && last != 200; tries++)
            last = (int)(await visitor.OpenAsync("/opportunities")).Status;
        Assert.Equal(200, last);
    }

    private async Task OnServerAsync(params string[] statements)
    {
        var server = new NpgsqlConnectionStringBuilder(await TestDatabases.OwnerOfAsync(site.Database))
        {
            Database = "postgres",
            Pooling = false,
        };
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync();
        foreach (var statement in statements)
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync();
        }
    }
}
