using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Opportunities;

/// <summary>The pages that everybody opens read what they show and nothing else, in at most five statements.</summary>
public sealed partial class PublicSqlTests(CountingSite site) : IClassFixture<CountingSite>
{
    private const int Most = 5;

    private const string Row =
        "id slug title_zh title_az title_en sector subsector places zone deal_types promoter_zh promoter_az promoter_en "
        + "amount_from amount_to currency technical_stage legal_stage availability published_at valid_until";

    /// <summary>What shows why a listing was found, read without the rest of its row.</summary>
    private const string Texts = "id summary_zh summary_az summary_en description_zh description_az description_en";

    /// <summary>What of a listing is held against another one, to find those that are alike.</summary>
    private const string Alike =
        "id sector subsector more_sectors places promoter_zh promoter_az promoter_en amount_from amount_to currency published_at";

    /// <summary>By table: the columns that may be read into a list, and those of the page of one listing.</summary>
    private static readonly Dictionary<string, (string List, string One)> Shown = new()
    {
        ["opportunities"] = (
            Row,
            Row
                + """
                 more_sectors summary_zh summary_az summary_en description_zh description_az description_en
                sources status material_version updated_at is_sample confirmed_on contact_id needs_megawatts needs_hectares needs_rail
                """
        ),
        ["signed_documents"] = (
            "id signed_on date_known title_zh title_az title_en parties_zh parties_az parties_en legal_stage sector outcome_zh "
                + "outcome_az outcome_en sources opportunity_id progressed_on",
            ""
        ),
        ["sector_facts"] = ("id sector place date text_zh text_az text_en source", ""),
        ["people"] = ("", "full_name email phone_number lockout_end id"),
    };

    [Theory]
    [InlineData("/")]
    [InlineData("/opportunities")]
    [InlineData("/opportunities?sector=auto&region=ABX&deal=JV&all=1")]
    [InlineData("/opportunities?q=bus")]
    [InlineData("/opportunities/shown")]
    [InlineData("/regions/ABX")]
    [InlineData("/sectors/auto")]
    [InlineData("/zones/sumgayit-chemical")]
    public async Task No_statement_reads_a_column_that_the_page_does_not_show(string path)
    {
        await FillAsync();

        var statements = await site.StatementsOfAsync(site.NewVisitor(), path);

        Assert.True(statements.Count is > 0 and <= Most, $"{statements.Count} statements:\n{string.Join("\n\n", statements)}");
        foreach (var statement in statements)
        {
            var isOne = statement.Contains("slug =", StringComparison.Ordinal);
            var read = ReadBy(statement);
            Assert.NotEmpty(read);
            Assert.All(
                read,
                column =>
                    Assert.Contains(
                        column.Name,
                        (
                            isOne ? Shown[column.Table].One
                            : column.Table == "opportunities" && !read.Contains(("opportunities", "title_zh"))
                                ? read.Contains(("opportunities", "summary_zh")) ? Texts
                                    : Alike
                            : Shown[column.Table].List
                        ).Split((char[]?)null)
                    )
            );
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/opportunities")]
    [InlineData("/opportunities?all=1")]
    [InlineData("/opportunities?sector=auto&region=ABX&deal=JV")]
    [InlineData("/opportunities?q=rare")]
    [InlineData("/opportunities/shown")]
    [InlineData("/regions/ABX")]
    [InlineData("/sectors/auto")]
    [InlineData("/zones/sumgayit-chemical")]
    public async Task Every_statement_finds_its_listings_by_an_index(string path)
    {
        await FillAsync();

        var plans = await site.PlansOfAsync(site.NewVisitor(), path);

        Assert.Contains(plans, plan => plan.Contains("opportunities", StringComparison.Ordinal));
        Assert.DoesNotContain(plans, plan => plan.Contains("Seq Scan on opportunities", StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_statement_reads_is_found_in_it() =>
        Assert.Equal(
            [("opportunities", "id"), ("opportunities", "search_vector"), ("people", "email")],
            ReadBy(
                "SELECT o.id, o.search_vector, p.email FROM opportunities AS o LEFT JOIN people AS p ON o.contact_id = p.id WHERE "
                    + "o.status = 'x'"
            )
        );

    /// <summary>
    /// The columns between SELECT and FROM, of inner queries too, by table; not those that only decide. What a count reads is no column.
    /// </summary>
    private static List<(string Table, string Name)> ReadBy(string statement)
    {
        var tables = Tables().Matches(statement).ToDictionary(match => match.Groups[2].Value, match => match.Groups[1].Value);
        var columns = Selects()
            .Matches(Conditions().Replace(statement, ""))
            .SelectMany(select => Columns().Matches(select.Groups[1].Value))
            .Where(column => tables.ContainsKey(column.Groups[1].Value))
            .Select(column => (tables[column.Groups[1].Value], column.Groups[2].Value))
            .ToList();
        return columns.Count > 0 || !statement.Contains("count(*)", StringComparison.Ordinal) ? columns : [("signed_documents", "id")];
    }

    private async Task FillAsync()
    {
        if (await site.InDatabaseAsync(db => Task.FromResult(db.Opportunities.Any())))
            return;
        var staff = await site.People.StaffAsync();
        var shown = await site.PublishAsync(o => (o.Slug, o.ContactId) = ("shown", staff.Id));
        await site.PublishAsync(o => o.Zone = "sumgayit-chemical");
        await site.PublishAsync(o => o.ValidUntil = new(2025, 1, 1));
        // One document, so that its opportunity is read too.
        await site.InDatabaseAsync(db =>
        {
            db.SignedDocuments.Add(
                new()
                {
                    SignedOn = new(2025, 4, 23),
                    DateKnown = "day",
                    LegalStage = 2,
                    Sector = "auto",
                    OpportunityId = shown.Id,
                }
            );
            return db.SaveChangesAsync();
        });
        await site.AsOwnerAsync(async db =>
        {
            // Enough of them for an index to be worth its while.
            await db.Database.ExecuteSqlRawAsync(
                """
                DO $$ DECLARE other text; BEGIN
                  SELECT string_agg(quote_ident(column_name), ', ') INTO other FROM information_schema.columns
                  WHERE table_name = 'opportunities' AND is_generated = 'NEVER'
                      AND column_name NOT IN ('id', 'slug', 'published_at', 'search_words');
                  EXECUTE format('INSERT INTO opportunities (id, slug, published_at, search_words, %1$s)
                    SELECT gen_random_uuid(), ''copy-'' || n, published_at - n * interval ''1 hour'', CASE WHEN n %% 500 = 0 THEN ''rare''
                        ELSE ''usual'' END, %1$s
                    FROM opportunities, generate_series(1, 5000) AS n WHERE slug = ''shown'' ', other);
                END $$
                """
            );
            return await db.Database.ExecuteSqlRawAsync("VACUUM ANALYZE");
        });
    }

    [GeneratedRegex(@"(?:FROM|JOIN) (\w+) AS (\w+)")]
    private static partial Regex Tables();

    [GeneratedRegex(@"SELECT (.*?)\bFROM\b", RegexOptions.Singleline)]
    private static partial Regex Selects();

    [GeneratedRegex(@"\bWHEN\b.*?\bTHEN\b|\w+\.\w+ (?:=|IS)\s", RegexOptions.Singleline)]
    private static partial Regex Conditions();

    [GeneratedRegex(@"\b(\w+)\.(\w+)")]
    private static partial Regex Columns();
}
