using System.Text.Json;
using System.Text.Json.Serialization;
using Matchmaking.Matching;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Reference;
using Matchmaking.Web.Tests.Architecture;

namespace Matchmaking.Web.Tests.Matches.Judged;

/// <summary>Whether something else than what is wanted is of no use, or only of less.</summary>
internal enum Means
{
    Must,
    Prefer,
}

/// <summary>A condition on codes, and how it is meant.</summary>
internal sealed record Wish<T>(List<T> Values, Means Means);

/// <summary>A ticket, and how it is meant; null for an open end.</summary>
internal sealed record TicketWish(decimal? From, decimal? To, string Currency, Means Means);

/// <summary>Words: one of these, all of these, none of these.</summary>
internal sealed record WordsWish(List<string> Any, List<string> All, List<string> None);

/// <summary>What a mandate states. What is left out is no wish.</summary>
internal sealed record JudgedCriteria(
    Wish<string>? Sectors,
    Wish<string>? Places,
    Wish<string>? DealTypes,
    TicketWish? Ticket,
    Wish<int>? TechnicalStages,
    Wish<int>? LegalStages,
    WordsWish? Words
);

/// <summary>The use of a listing for a mandate, 0 to 2, and why; by reader where they disagreed.</summary>
internal sealed record JudgedGrade(string Listing, int Grade, string Reason, int[]? Readers);

/// <summary>A mandate with conditions that say how they are meant. The README beside the file says how it was judged.</summary>
internal sealed record JudgedMandate(string Id, string Language, string Intent, JudgedCriteria Criteria, JudgedGrade[] Grades)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<JudgedMandate> All { get; } =
        JsonSerializer.Deserialize<JudgedMandate[]>(Source.Read("tests/Matchmaking.Web.Tests/Matches/Judged/mandates.json"), Json)!;

    /// <summary>The grade of each listing that is worth a look.</summary>
    public IReadOnlyDictionary<string, int> Worth { get; } =
        Grades.Where(row => row.Grade > 0).ToDictionary(row => row.Listing, row => row.Grade);

    /// <summary>
    /// What today's rule takes of it: how a condition is meant is not said there, and wanted words are none of its conditions.
    /// </summary>
    public MandateCriteria AsStated(ReferenceData reference) =>
        new Mandate
        {
            OrganisationId = Guid.Empty,
            OwnerId = Guid.Empty,
            Name = Id,
            Sectors = Criteria.Sectors?.Values ?? [],
            Places = Criteria.Places?.Values ?? [],
            DealTypes = Criteria.DealTypes?.Values ?? [],
            TicketFrom = Criteria.Ticket?.From,
            TicketTo = Criteria.Ticket?.To,
            Currency = Criteria.Ticket?.Currency,
            TechnicalStages = Criteria.TechnicalStages?.Values ?? [],
            LegalStages = Criteria.LegalStages?.Values ?? [],
            ExcludedWords = Criteria.Words?.None ?? [],
        }.ToCriteria(reference);
}
