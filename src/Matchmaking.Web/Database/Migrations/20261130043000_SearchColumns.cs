using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Matchmaking.Web.Database.Migrations;

/// <summary>
/// The search in memory finds a listing by its promoter and its zone too, so that a change of these is one that copies must hear of. The
/// model itself does not change.
/// </summary>
[DbContext(typeof(MatchmakingDb))]
[Migration("20261130043000_SearchColumns")]
public sealed class SearchColumns : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => MatchingLockSql.SeeOpportunities(migrationBuilder, withSearch: true);

    protected override void Down(MigrationBuilder migrationBuilder) => MatchingLockSql.SeeOpportunities(migrationBuilder, withSearch: false);
}
