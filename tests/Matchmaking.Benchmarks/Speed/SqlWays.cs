using System.Globalization;
using Matchmaking.Matching;
using Npgsql;
using NpgsqlTypes;

namespace Matchmaking.Benchmarks.Speed;

/// <summary>
/// Three ways to ask PostgreSQL which mandates are eligible. All give the numbers of the mandates, and no score.
/// </summary>
internal sealed class SqlWays(NpgsqlConnection connection)
{
    // Values of all dimensions in one space of numbers, for intarray; what is open is the first of each dimension.
    private const int HubBase = 0,
        RegionBase = 100,
        DealTypeBase = 200,
        TechnicalBase = 300,
        LegalBase = 400,
        WordBase = 1000;

    /// <summary>Lines of the plan, while a plan is asked for instead of rows.</summary>
    private List<string>? _plan;

    /// <summary>What could not be set up, and why; empty when all is there.</summary>
    public string Missing { get; private set; } = "";

    public bool HasGin => Missing.Length == 0;

    public async Task BuildAsync(int mandates)
    {
        await RunAsync(
            """
            CREATE UNLOGGED TABLE masks (id int NOT NULL, hubs int NOT NULL, regions int NOT NULL, deal_types int NOT NULL,
                technical int NOT NULL, legal int NOT NULL,
                low bigint NOT NULL, high bigint NOT NULL, words int[]);
            CREATE UNLOGGED TABLE cells (hub int NOT NULL, region int NOT NULL, low bigint NOT NULL, high bigint NOT NULL,
                deal_types int NOT NULL, technical int NOT NULL, legal int NOT NULL,
                words int[], id int NOT NULL)
            """
        );
        await using (var copy = await connection.BeginBinaryImportAsync("COPY masks FROM STDIN BINARY"))
        {
            for (var i = 0; i < mandates; i++)
            {
                var m = Masks.Of(SpeedWorld.Mandate(i));
                copy.StartRow();
                foreach (var number in (int[])[i, m.Hubs, m.Regions, m.DealTypes, m.Technical, m.Legal])
                    copy.Write(number, NpgsqlDbType.Integer);
                WriteEndsAndWords(copy, m);
            }
            await copy.CompleteAsync();
        }
        await using (
            var copy = await connection.BeginBinaryImportAsync(
                "COPY cells (hub, region, low, high, words, deal_types, technical, legal, id) FROM STDIN BINARY"
            )
        )
        {
            for (var i = 0; i < mandates; i++)
            {
                var m = Masks.Of(SpeedWorld.Mandate(i));
                foreach (var hub in Numbers(m.Hubs, 0))
                foreach (var region in Numbers(m.Regions, 0))
                {
                    copy.StartRow();
                    copy.Write(hub, NpgsqlDbType.Integer);
                    copy.Write(region, NpgsqlDbType.Integer);
                    WriteEndsAndWords(copy, m);
                    foreach (var number in (int[])[m.DealTypes, m.Technical, m.Legal, i])
                        copy.Write(number, NpgsqlDbType.Integer);
                }
            }
            await copy.CompleteAsync();
        }
        await RunAsync("CREATE INDEX cells_covering ON cells (hub, region, low) INCLUDE (high, deal_types, technical, legal, words, id)");
        await BuildGinAsync(mandates);
        await RunAsync("VACUUM ANALYZE");
    }

    private async Task BuildGinAsync(int mandates)
    {
        try
        {
            await RunAsync("CREATE EXTENSION intarray");
        }
        catch (PostgresException e)
        {
            Missing = $"intarray is not available: {e.MessageText}";
            return;
        }
        await RunAsync("CREATE UNLOGGED TABLE arrays (id int NOT NULL, low bigint NOT NULL, high bigint NOT NULL, wishes int[] NOT NULL)");
        await using (var copy = await connection.BeginBinaryImportAsync("COPY arrays FROM STDIN BINARY"))
        {
            for (var i = 0; i < mandates; i++)
            {
                var m = Masks.Of(SpeedWorld.Mandate(i));
                copy.StartRow();
                copy.Write(i, NpgsqlDbType.Integer);
                copy.Write(m.Low, NpgsqlDbType.Bigint);
                copy.Write(m.High, NpgsqlDbType.Bigint);
                int[] wishes =
                [
                    .. Numbers(m.Hubs, HubBase),
                    .. Numbers(m.Regions, RegionBase),
                    .. Numbers(m.DealTypes, DealTypeBase),
                    .. Numbers(m.Technical, TechnicalBase),
                    .. Numbers(m.Legal, LegalBase),
                    .. m.Words.Select(word => WordBase + word),
                ];
                copy.Write(wishes, NpgsqlDbType.Array | NpgsqlDbType.Integer);
            }
            await copy.CompleteAsync();
        }
        await RunAsync("CREATE INDEX arrays_gin ON arrays USING gin (wishes gin__int_ops)");
    }

    /// <summary>Reads all rows of masks.</summary>
    public int[] Sequential(OpportunityFacts facts)
    {
        var m = Masks.Of(facts);
        return Ask(
            """
            SELECT id FROM masks WHERE hubs & $1 <> 0 AND regions & $2 <> 0 AND deal_types & $3 <> 0 AND technical & $4 <> 0
                AND legal & $5 <> 0
                AND low <= $6 AND high >= $7 AND (words IS NULL OR NOT words && $8)
            """,
            m.Hubs,
            m.Regions,
            m.DealTypes,
            m.Technical,
            m.Legal,
            m.High,
            m.Low,
            m.Words
        );
    }

    /// <summary>One query_int over a GIN index; the ends of the ticket are compared in the table.</summary>
    public int[] Gin(OpportunityFacts facts)
    {
        var m = Masks.Of(facts);
        var parts = new[]
        {
            (m.Hubs, HubBase),
            (m.Regions, RegionBase),
            (m.DealTypes, DealTypeBase),
            (m.Technical, TechnicalBase),
            (m.Legal, LegalBase),
        }
            .Where(pair => Masks.Bits(pair.Item1).Any())
            .Select(pair => $"({string.Join('|', Numbers(pair.Item1, pair.Item2).Prepend(pair.Item2).Select(Text))})")
            .Concat(m.Words.Select(word => "!" + Text(WordBase + word)));
        return Ask(
            "SELECT id FROM arrays WHERE wishes @@ $1::query_int AND low <= $2 AND high >= $3",
            string.Join('&', parts),
            m.High,
            m.Low
        );
    }

    /// <summary>A covering index over one row for each wanted (sector, region).</summary>
    public int[] Covering(OpportunityFacts facts)
    {
        var m = Masks.Of(facts);
        int[] hubs = [0, .. Numbers(m.Hubs, 0)];
        int[] regions = m.Regions == int.MaxValue ? [.. Enumerable.Range(0, SpeedWorld.Regions.Length + 1)] : [0, .. Numbers(m.Regions, 0)];
        // One region: every mandate stands once in the cells that are asked. More: the same one can stand in some of them.
        var distinct = regions.Length > 2 ? "DISTINCT " : "";
        return Ask(
            $"""
            SELECT {distinct}id FROM cells WHERE hub = ANY ($1) AND region = ANY ($2) AND low <= $3 AND high >= $4
                AND deal_types & $5 <> 0 AND technical & $6 <> 0 AND legal & $7 <> 0 AND (words IS NULL OR NOT words && $8)
            """,
            hubs,
            regions,
            m.High,
            m.Low,
            m.DealTypes,
            m.Technical,
            m.Legal,
            m.Words
        );
    }

    /// <summary>Sizes of the tables with their indexes.</summary>
    public async Task<string> SizesAsync()
    {
        var sizes = await new NpgsqlCommand(
            $"""
            SELECT concat_ws(', ', 'masks ' || pg_size_pretty(pg_table_size('masks')),
                'cells with index ' || pg_size_pretty(pg_total_relation_size('cells')),
                {(HasGin ? "'arrays with GIN ' || pg_size_pretty(pg_total_relation_size('arrays'))" : "null")})
            """,
            connection
        ).ExecuteScalarAsync();
        return (string)sizes!;
    }

    /// <summary>The scans of the plan that a way takes for an opportunity.</summary>
    public string PlanOf(Func<OpportunityFacts, int[]> way, OpportunityFacts facts)
    {
        _plan = [];
        way(facts);
        var scans = string.Join(
            ", ",
            _plan.Where(line => line.Contains("Scan", StringComparison.Ordinal)).Select(line => line.Trim(' ', '-', '>').Split("  ")[0])
        );
        _plan = null;
        return scans;
    }

    private int[] Ask(string sql, params object[] values)
    {
        using var command = new NpgsqlCommand(_plan is null ? sql : "EXPLAIN " + sql, connection);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        using var reader = command.ExecuteReader();
        var ids = new List<int>();
        while (reader.Read())
            if (_plan is null)
                ids.Add(reader.GetInt32(0));
            else
                _plan.Add(reader.GetString(0));
        return [.. ids.Order()];
    }

    private async Task RunAsync(string sql) => await new NpgsqlCommand(sql, connection).ExecuteNonQueryAsync();

    private static void WriteEndsAndWords(NpgsqlBinaryImporter copy, Masks m)
    {
        copy.Write(m.Low, NpgsqlDbType.Bigint);
        copy.Write(m.High, NpgsqlDbType.Bigint);
        if (m.Words.Length == 0)
            copy.WriteNull();
        else
            copy.Write(m.Words, NpgsqlDbType.Array | NpgsqlDbType.Integer);
    }

    /// <summary>The wanted numbers, counted from one; zero, counted from the base, where all are welcome.</summary>
    private static IEnumerable<int> Numbers(int mask, int from) => Masks.Bits(mask).Select(bit => from + bit + 1).DefaultIfEmpty(from);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
