using Matchmaking.Matching.Index;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Queues;
using Matchmaking.Web.Reference;

namespace Matchmaking.Web.Features.Matches.InMemory;

/// <summary>
/// What all living mandates ask for, in memory, to be asked which of them match an opportunity.
/// What the index answers is a hint until it has been held against the rows.
/// </summary>
public sealed class MandatesInMemory(DatabaseAddress database, ReferenceData reference, Parking parking, ILogger<MandatesInMemory> log)
    : TableReplica<MandateIndex>(database, parking, log)
{
    protected override string Table => "mandates";

    protected override string Columns { get; } = "id, archived_at IS NULL, " + Criterion.AllColumns;

    protected override string Wanted => "archived_at IS NULL";

    protected override void Forget(MandateIndex copy, Guid id) => copy.Remove(id);

    private protected override void Apply(MandateIndex copy, Row row)
    {
        var id = row.Next<Guid>();
        var isAlive = row.Next<bool>();
        var mandate = new Mandate
        {
            Id = id,
            OrganisationId = Guid.Empty,
            OwnerId = Guid.Empty,
            Name = "",
        };
        Criterion.ReadAll(row, mandate);
        if (isAlive)
            copy.Set(id, mandate.ToCriteria(reference));
        else
            copy.Remove(id);
    }
}
