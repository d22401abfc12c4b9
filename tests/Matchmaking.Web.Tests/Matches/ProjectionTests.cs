using System.Collections;
using System.Reflection;
using Matchmaking.Matching;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Features.Matches.InMemory;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Opportunities.Search;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Matchmaking.Web.Tests.Matches;

/// <summary>
/// Whoever reads a part of a row for matching reads all that matching asks for. A forgotten column would be a value that is not known, or a
/// wish that was not made, and match too much.
/// </summary>
public sealed class ProjectionTests(QuietSite site) : IClassFixture<QuietSite>
{
    private static readonly DateTimeOffset Moment = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly OpportunityRow NoRow = new(
        Guid.Empty,
        "",
        Localized.Empty,
        "",
        null,
        [],
        null,
        [],
        Localized.Empty,
        null,
        null,
        null,
        null,
        null,
        default,
        null,
        null
    );

    /// <summary>What the reader and the search add to a row.</summary>
    private static readonly string[] NotOfTheListing =
    [
        nameof(OpportunityRow.Score),
        nameof(OpportunityRow.IsSaved),
        nameof(OpportunityRow.MarkedTitle),
        nameof(OpportunityRow.Why),
        nameof(OpportunityRow.WhyLanguage),
    ];

    private ReferenceData Reference => site.Services.GetRequiredService<ReferenceData>();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_listing_read_for_matching_says_what_the_whole_row_says(bool withTexts)
    {
        var row = await PublishAsync(o => o.Availability = Availability.OnHold);

        var read = await site.InDatabaseAsync(db =>
            db.Opportunities.AsNoTracking().Where(o => o.Id == row.Id).ForMatching(withTexts).SingleAsync()
        );

        SaysTheSame(
            row.ToFacts(Reference),
            read.ToFacts(Reference),
            new() { Sector = default },
            withTexts ? null : nameof(OpportunityFacts.Text)
        );
        SaysTheSame(MatchList.Row(row), MatchList.Row(read), NoRow, [.. NotOfTheListing]);
        Assert.Equal((row.Status, row.MaterialVersion), (read.Status, read.MaterialVersion));
    }

    [Fact]
    public async Task A_mandate_read_for_a_run_says_what_the_whole_row_says()
    {
        var row = await AddMandateAsync(m => (m.Frequency, m.PausedAt) = (AlertFrequency.Weekly, Moment));

        var read = (
            await site.InDatabaseAsync(async db =>
            {
                await db.Database.OpenConnectionAsync();
                return await MandatesToMatch.ReadAsync((NpgsqlConnection)db.Database.GetDbConnection(), [row.Id], CancellationToken.None);
            })
        ).Single().Mandate;

        SaysTheSame(row.ToCriteria(Reference), read.ToCriteria(Reference), new());
        Assert.Equal(
            (row.Id, row.OrganisationId, row.OwnerId, row.Name, row.Frequency, row.PausedAt),
            (read.Id, read.OrganisationId, read.OwnerId, read.Name, read.Frequency, read.PausedAt)
        );
    }

    [Fact]
    public async Task A_mandate_in_memory_refuses_what_fails_one_of_its_wishes()
    {
        var row = await AddMandateAsync();
        var (criteria, fitting) = (row.ToCriteria(Reference), (await PublishAsync()).ToFacts(Reference));
        var copy = site.Services.GetRequiredService<MandatesInMemory>();
        await site.InDatabaseAsync(db => copy.CatchUpAsync(db, CancellationToken.None));

        Assert.Contains(row.Id, copy.Copy.Matching(fitting));
        foreach (
            var failing in new[]
            {
                fitting with
                {
                    Sector = new("agri"),
                    MoreSectors = [],
                },
                fitting with
                {
                    Places = [new("NAX", null)],
                },
                fitting with
                {
                    DealTypes = ["BOT"],
                },
                fitting with
                {
                    Amount = new(1_000, 2_000),
                },
                fitting with
                {
                    Amount = new(1_000_000_000, 2_000_000_000),
                },
                fitting with
                {
                    TechnicalStage = 5,
                },
                fitting with
                {
                    LegalStage = 6,
                },
                fitting with
                {
                    Text = FoldedText.Of("军工"),
                },
            }
        )
        {
            Assert.False(Matcher.Assess(criteria, failing).IsMatch);
            Assert.DoesNotContain(row.Id, copy.Copy.Matching(failing));
        }
    }

    [Fact]
    public async Task A_listing_in_memory_is_not_found_by_who_wants_something_else()
    {
        var row = await PublishAsync();
        var (facts, fitting) = (row.ToFacts(Reference), (await AddMandateAsync()).ToCriteria(Reference));
        var copy = site.Services.GetRequiredService<OpportunitiesInMemory>();
        await site.InDatabaseAsync(db => copy.CatchUpAsync(db, CancellationToken.None));

        Assert.Contains(row.Id, copy.Copy.Open.Matching(fitting));
        // Found by its further sector too, which a forgotten column would hide.
        Assert.Contains(row.Id, copy.Copy.Open.Matching(new() { Sectors = [new("batt.assembly")] }));
        MandateCriteria[] others =
        [
            fitting with
            {
                Sectors = [new("agri")],
            },
            fitting with
            {
                Places = [new("NAX", null)],
            },
            fitting with
            {
                DealTypes = ["BOT"],
            },
            fitting with
            {
                Ticket = new(1_000, 2_000),
            },
            fitting with
            {
                Ticket = new(1_000_000_000, 2_000_000_000),
            },
            fitting with
            {
                TechnicalStages = [5],
            },
            fitting with
            {
                LegalStages = [6],
            },
            // Each text of the listing is one word, which no other text has.
            .. row.Title.All.Concat(row.Summary.All).Concat(row.Description.All).Select(word => fitting with { ExcludedWords = [word!] }),
        ];
        foreach (var failing in others)
        {
            Assert.False(Matcher.Assess(failing, facts).IsMatch);
            Assert.DoesNotContain(row.Id, copy.Copy.Open.Matching(failing));
        }
    }

    /// <summary>A listing with a value in every column that matching reads.</summary>
    private Task<Opportunity> PublishAsync(Action<Opportunity>? change = null) =>
        site.PublishAsync(o =>
        {
            (o.Title, o.Summary, o.Description) = (
                new("一一", "birbir", "oneone"),
                new("二二", "ikiiki", "twotwo"),
                new("三三", "üçüç", "threethree")
            );
            (o.MoreSectors, o.Places, o.DealTypes) = (["batt.assembly"], ["AZ-SM", "AZ-GA"], ["JV", "LOC"]);
            (o.Zone, o.Promoter) = ("sumgayit-chemical", new("四四", "dörddörd", "fourfour"));
            (o.AmountFrom, o.AmountTo, o.Currency, o.TechnicalStage, o.LegalStage) = (20_000_000, 34_000_000, "USD", 2, 3);
            (o.ValidUntil, o.PublishedAt, o.MaterialVersion) = (new(2090, 1, 1), Moment, 3);
            change?.Invoke(o);
        });

    /// <summary>A mandate with every wish that can be made.</summary>
    private async Task<Mandate> AddMandateAsync(Action<Mandate>? change = null) =>
        await site.AddMandateAsync(
            await site.People.InvestorAsync(),
            m =>
            {
                (m.Sectors, m.Places, m.DealTypes, m.ExcludedWords) = (["auto.ebus", "batt"], ["AZ-SM", "BAK"], ["JV"], ["军工"]);
                (m.TicketFrom, m.TicketTo, m.Currency, m.TechnicalStages, m.LegalStages) = (10_000_000, 50_000_000, "USD", [1, 2], [3]);
                change?.Invoke(m);
            }
        );

    /// <summary>
    /// Every property is the same, and is another than that of <paramref name="empty"/>: a new one finds this
    /// test until it has a value here.
    /// </summary>
    private static void SaysTheSame<T>(T expected, T read, T empty, params string?[] but)
    {
        foreach (
            var property in typeof(T)
                .GetProperties(BindingFlags.Instance | BindingFlags.Public)
                .Where(property => !but.Contains(property.Name))
        )
        {
            var (isSaid, isRead) = (property.GetValue(expected), property.GetValue(read));
            Assert.False(Equal(property.GetValue(empty), isSaid), $"{property.Name} has no value here.");
            Assert.True(Equal(isSaid, isRead), $"{property.Name} is {isSaid}, and was read as {isRead}.");
        }

        static bool Equal(object? one, object? other) =>
            (one, other) switch
            {
                (IEnumerable these, IEnumerable those) => these.Cast<object>().SequenceEqual(those.Cast<object>()),
                _ => Equals(one, other),
            };
    }
}
