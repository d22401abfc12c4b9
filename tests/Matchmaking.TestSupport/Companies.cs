using Matchmaking.Matching;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Features.TrackRecords;

namespace Matchmaking.TestSupport;

/// <summary>Organisations without account and their deals, for tests.</summary>
public static class Companies
{
    /// <summary>A name that no other test has.</summary>
    public static string NewName(string words = "Silk Harbour Works") => $"{words} {Guid.NewGuid():N}"[..(words.Length + 9)];

    /// <summary>An organisation without account, with one certain name.</summary>
    public static async Task<Organisation> AddProspectAsync(this Site site, string? name = null, Action<Organisation>? change = null)
    {
        var now = TimeProvider.System.GetUtcNow();
        var organisation = new Organisation
        {
            Name = name ?? NewName(),
            Country = "CN",
            CreatedAt = now,
        };
        organisation.Names.Add(OrganisationName.Of(organisation.Id, organisation.Name, NameKind.Official, certain: true, now));
        change?.Invoke(organisation);
        await site.InDatabaseAsync(async db =>
        {
            db.Organisations.Add(organisation);
            return await db.SaveChangesAsync();
        });
        return organisation;
    }

    /// <summary>A solar plant in Kazakhstan, entered by the desk; change what the test is about.</summary>
    public static async Task<Deal> AddDealAsync(
        this Site site,
        Guid organisation,
        string investor,
        Action<Deal>? change = null,
        string? key = null
    )
    {
        var deal = new Deal
        {
            OrganisationId = organisation,
            DealKey = key ?? Guid.NewGuid().ToString("N"),
            Investor = investor,
            InvestorKey = FoldedText.Of(investor).Words,
            Year = 2021,
            Sector = "renw",
            Subsector = "renw.solar",
            CountryCode = "KZ",
            Country = "Kazakhstan",
            AmountUsdMillions = 80,
            Target = "Chulak solar plant",
            Source = "https://example.org/chulak",
            Origin = DealOrigin.Staff,
            CreatedAt = TimeProvider.System.GetUtcNow(),
        };
        change?.Invoke(deal);
        await site.InDatabaseAsync(async db =>
        {
            db.Deals.Add(deal);
            return await db.SaveChangesAsync();
        });
        return deal;
    }
}
