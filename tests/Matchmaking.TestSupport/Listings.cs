using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Opportunities.Search;
using Matchmaking.Web.Reference;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.TestSupport;

/// <summary>Opportunities and mandates for tests, saved the way the application saves them.</summary>
public static class Listings
{
    /// <summary>An e-bus and battery plant in Sumgayit, for US$34 million; change what the test is about.</summary>
    public static Opportunity Opportunity(Action<Opportunity>? change = null)
    {
        var now = TimeProvider.System.GetUtcNow();
        var opportunity = new Opportunity
        {
            Slug = "test-" + Guid.NewGuid().ToString("N")[..12],
            Title = new("苏姆盖特电动客车与电池组装", "Sumqayıtda elektrobus və batareya yığımı", "E-bus and battery assembly in Sumgayit"),
            Summary = new(
                "在苏姆盖特建设电动客车及电池组装线。",
                "Sumqayıtda elektrobus və batareya yığım xətti.",
                "An assembly line for electric buses and batteries in Sumgayit."
            ),
            Description = new("项目说明。", "Layihənin təsviri.", "What the project is."),
            Promoter = new("经济部", "İqtisadiyyat Nazirliyi", "Ministry of Economy"),
            Sector = "auto",
            Subsector = "auto.ebus",
            Places = ["AZ-SM"],
            DealTypes = ["JV", "LOC"],
            AmountFrom = 34_000_000,
            AmountTo = 34_000_000,
            Currency = "USD",
            TechnicalStage = 2,
            LegalStage = 3,
            Status = PublicationStatus.Published,
            PublishedAt = now,
            CreatedAt = now,
            UpdatedAt = now,
        };
        change?.Invoke(opportunity);
        return opportunity;
    }

    /// <summary>Saves it through matching, as publishing does.</summary>
    public static async Task<Opportunity> PublishAsync(this Site site, Action<Opportunity>? change = null)
    {
        var opportunity = Opportunity(change);
        await using var scope = site.Services.CreateAsyncScope();
        opportunity.SearchWords = SearchText.IndexOf(opportunity, scope.ServiceProvider.GetRequiredService<ReferenceData>());
        scope.ServiceProvider.GetRequiredService<MatchmakingDb>().Opportunities.Add(opportunity);
        await scope.ServiceProvider.GetRequiredService<MatchRun>().SaveAsync(opportunity, CancellationToken.None);
        return opportunity;
    }

    /// <summary>
    /// Many published ones in one commit, for whoever only needs a long list: no mandate is matched with them, and nobody is told of them.
    /// </summary>
    public static Task AddPublishedAsync(this Site site, int count, Action<Opportunity>? change = null) =>
        site.InDatabaseAsync(db =>
        {
            var reference = site.Services.GetRequiredService<ReferenceData>();
            for (var i = 0; i < count; i++)
            {
                var opportunity = Opportunity(change);
                opportunity.SearchWords = SearchText.IndexOf(opportunity, reference);
                db.Opportunities.Add(opportunity);
            }
            return db.SaveChangesAsync();
        });

    /// <summary>Changes a saved one as the pages do.</summary>
    public static async Task ChangeAsync(this Site site, Opportunity opportunity, Action<Opportunity> change)
    {
        await using var scope = site.Services.CreateAsyncScope();
        var saved = await scope.ServiceProvider.GetRequiredService<MatchmakingDb>().Opportunities.SingleAsync(o => o.Id == opportunity.Id);
        change(saved);
        if (!await scope.ServiceProvider.GetRequiredService<OpportunitySave>().TryAsync(saved, saved.Version, null, CancellationToken.None))
            throw new InvalidOperationException("Somebody else saved it.");
    }

    /// <summary>A mandate for e-buses and batteries in Sumgayit, to be told at once; saved through matching.</summary>
    public static async Task<Mandate> AddMandateAsync(this Site site, Person owner, Action<Mandate>? change = null)
    {
        var now = TimeProvider.System.GetUtcNow();
        var mandate = new Mandate
        {
            OrganisationId = owner.OrganisationId!.Value,
            OwnerId = owner.Id,
            Name = "电动客车与电池",
            Sectors = ["auto.ebus", "batt.assembly"],
            Places = ["AZ-SM"],
            Frequency = AlertFrequency.AtOnce,
            CreatedAt = now,
            UpdatedAt = now,
        };
        change?.Invoke(mandate);
        await using var scope = site.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<MatchmakingDb>().Mandates.Add(mandate);
        await scope.ServiceProvider.GetRequiredService<MatchRun>().SaveAsync(mandate, CancellationToken.None);
        return mandate;
    }

    /// <summary>Ends the pause of a mandate as the pages do.</summary>
    public static async Task ResumeAsync(this Site site, Mandate mandate)
    {
        await using var scope = site.Services.CreateAsyncScope();
        var saved = await scope.ServiceProvider.GetRequiredService<MatchmakingDb>().Mandates.SingleAsync(m => m.Id == mandate.Id);
        saved.Resume();
        await scope.ServiceProvider.GetRequiredService<MatchRun>().SaveAsync(saved, CancellationToken.None);
    }
}
