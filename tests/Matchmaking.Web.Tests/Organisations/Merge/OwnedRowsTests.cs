using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Features.Organisations.Merge;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Organisations.Merge;

/// <summary>Whatever belongs to an organisation follows it when two become one.</summary>
public sealed class OwnedRowsTests(Site site) : IClassFixture<Site>
{
    /// <summary>Points at organisations without belonging to one.</summary>
    private static readonly Type[] NotOwned = [typeof(OrganisationMerge)];

    [Fact]
    public async Task Every_table_that_points_at_an_organisation_is_known_to_merging()
    {
        var owned = site.Services.GetServices<IOwnedRows>().Select(rows => rows.Row).ToHashSet();

        var unknown = await site.InDatabaseAsync(db =>
            Task.FromResult(
                from table in db.Model.GetEntityTypes()
                where
                    table.GetForeignKeys().Any(key => key.PrincipalEntityType.ClrType == typeof(Organisation))
                    || table.GetProperties().Any(property => property.Name.EndsWith(nameof(Organisation) + "Id", StringComparison.Ordinal))
                where !NotOwned.Contains(table.ClrType) && !owned.Contains(table.ClrType)
                select table.ClrType.Name
            )
        );

        Assert.Empty(unknown);
        Assert.True(owned.Count >= 7, "Features say what they own.");
    }

    [Fact]
    public void The_record_of_a_merge_reads_what_an_earlier_version_wrote()
    {
        var (deal, name) = (Guid.CreateVersion7(), Guid.CreateVersion7());

        var moved = MovedRows.Read($$"""{"Names":[],"Deals":["{{deal}}"],"AddedName":"{{name}}"}""");
        var again = MovedRows.Read(moved.ToJson());

        Assert.Equal((1, 0, name), (again.Count("Deals"), again.Count("Names"), again.AddedName));
        Assert.Equal([deal], again.Ids["Deals"]);
    }

    [Fact]
    public void Late_rows_join_those_that_moved_before()
    {
        var (first, second) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        MovedRows Of(string kind, Guid id) => new() { Ids = new Dictionary<string, IReadOnlyList<Guid>> { [kind] = [id] } };

        var all = Of("Deals", first).And(Of("Deals", second)).And(Of("Names", first));

        Assert.Equal([first, second], all.Ids["Deals"]);
        Assert.Equal(1, all.Count("Names"));
    }
}
