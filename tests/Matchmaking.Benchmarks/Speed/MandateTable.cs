using Matchmaking.Matching;
using Matchmaking.Matching.Index;
using Npgsql;
using NpgsqlTypes;

namespace Matchmaking.Benchmarks.Speed;

/// <summary>The mandates in a table like the product's, and how the index is loaded out of it.</summary>
internal static class MandateTable
{
    private static readonly Dictionary<string, Place> PlacesByCode = SpeedWorld.Places.ToDictionary(place => place.Code);

    public static async Task FillAsync(NpgsqlConnection connection, int mandates)
    {
        await new NpgsqlCommand(
            """
            CREATE UNLOGGED TABLE mandates (id uuid PRIMARY KEY, name varchar(120) NOT NULL, sectors text[] NOT NULL,
                places text[] NOT NULL, deal_types text[] NOT NULL,
                ticket_from numeric(18,2), ticket_to numeric(18,2), currency varchar(3), technical_stages int[] NOT NULL,
                    legal_stages int[] NOT NULL,
                excluded_words text[] NOT NULL, frequency varchar(10) NOT NULL, updated_at timestamptz NOT NULL DEFAULT now())
            """,
            connection
        ).ExecuteNonQueryAsync();
        await using var copy = await connection.BeginBinaryImportAsync(
            "COPY mandates (id, name, sectors, places, deal_types, ticket_from, ticket_to, currency, technical_stages, legal_stages, "
                + "excluded_words, frequency) FROM STDIN BINARY"
        );
        for (var i = 0; i < mandates; i++)
        {
            var mandate = SpeedWorld.Mandate(i);
            copy.StartRow();
            copy.Write(SpeedWorld.IdOf(i), NpgsqlDbType.Uuid);
            copy.Write($"Mandate {i}", NpgsqlDbType.Varchar);
            copy.Write(mandate.Sectors.Select(sector => sector.Code).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text);
            copy.Write(mandate.Places.Select(place => place.Code).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text);
            copy.Write(mandate.DealTypes.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text);
            WriteAmount(copy, mandate.Ticket?.From);
            WriteAmount(copy, mandate.Ticket?.To);
            if (mandate.Ticket is null)
                copy.WriteNull();
            else
                copy.Write("USD", NpgsqlDbType.Varchar);
            copy.Write(mandate.TechnicalStages.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Integer);
            copy.Write(mandate.LegalStages.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Integer);
            copy.Write(mandate.ExcludedWords.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text);
            copy.Write("AtOnce", NpgsqlDbType.Varchar);
        }
        await copy.CompleteAsync();
    }

    /// <summary>Loads all mandates of the table. Returns how many.</summary>
    public static async Task<int> LoadAsync(NpgsqlConnection connection, MandateIndex index)
    {
        await using var copy = await connection.BeginBinaryExportAsync(
            "COPY mandates (id, sectors, places, deal_types, ticket_from, ticket_to, currency, technical_stages, legal_stages, "
                + "excluded_words) TO STDOUT BINARY"
        );
        var count = 0;
        for (; copy.StartRow() >= 0; count++)
        {
            var id = copy.Read<Guid>();
            var sectors = copy.Read<string[]>();
            var places = copy.Read<string[]>();
            var dealTypes = copy.Read<string[]>();
            var from = ReadAmount(copy);
            var to = ReadAmount(copy);
            var hasTicket = !copy.IsNull;
            copy.Skip();
            index.Set(
                id,
                new()
                {
                    Sectors = Array.ConvertAll(sectors, code => new SectorCode(code)),
                    Places = Array.ConvertAll(places, code => PlacesByCode[code]),
                    DealTypes = dealTypes,
                    Ticket = hasTicket ? new(from, to) : null,
                    TechnicalStages = copy.Read<int[]>(),
                    LegalStages = copy.Read<int[]>(),
                    ExcludedWords = copy.Read<string[]>(),
                }
            );
        }
        return count;
    }

    private static void WriteAmount(NpgsqlBinaryImporter copy, decimal? amount)
    {
        if (amount is { } dollars)
            copy.Write(dollars, NpgsqlDbType.Numeric);
        else
            copy.WriteNull();
    }

    private static decimal? ReadAmount(NpgsqlBinaryExporter copy)
    {
        if (!copy.IsNull)
            return copy.Read<decimal>();
        copy.Skip();
        return null;
    }
}
