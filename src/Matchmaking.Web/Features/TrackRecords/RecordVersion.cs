namespace Matchmaking.Web.Features.TrackRecords;

/// <summary>
/// One row that says whether track records are still what they were: every statement that changes a deal, or the family of an
/// organisation, raises its number in its own transaction, so that the new number is seen exactly when the change is.
/// </summary>
internal static class RecordVersion
{
    public const string Sql = "SELECT number AS \"Value\" FROM track_record_version";
}
