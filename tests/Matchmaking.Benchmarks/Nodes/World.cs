using System.Globalization;
using Matchmaking.Matching;
using Matchmaking.TestSupport;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Reference;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Benchmarks.Nodes;

/// <summary>People with mandates of different sectors and frequencies, in the database and in memory.</summary>
internal sealed class World
{
    /// <summary>What is looked for: one opportunity of a sector meets a fifth of the people, and those of a second mandate.</summary>
    private static readonly (string Sector, string Subsector)[] Sectors =
    [
        ("auto", "auto.ebus"),
        ("wast", "wast.municipal"),
        ("batt", "batt.assembly"),
        ("renw", "renw.solar"),
        ("papr", "papr.cardboard"),
    ];

    public static int SectorCount => Sectors.Length;

    private readonly ReferenceData _reference;

    private World(IReadOnlyList<Person> people, IReadOnlyList<Mandate> mandates, ReferenceData reference) =>
        (People, Mandates, _reference) = (people, mandates, reference);

    public IReadOnlyList<Person> People { get; }

    public IReadOnlyList<Mandate> Mandates { get; }

    /// <summary>Makes so many people, each in an organisation of its own.</summary>
    /// <param name="node">Where.</param>
    /// <param name="people">How many.</param>
    /// <param name="frequency">When the mandate of a number is told of; the second mandates come after all first ones.</param>
    /// <param name="oneSector">Everybody has one mandate, for the first sector.</param>
    public static async Task<World> MakeAsync(
        IServiceProvider node,
        int people,
        Func<int, AlertFrequency> frequency,
        bool oneSector = false
    )
    {
        await using var scope = node.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MatchmakingDb>();
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        var now = TimeProvider.System.GetUtcNow();
        var all = new List<Person>();
        var mandates = new List<Mandate>();
        for (var i = 0; i < people; i++)
        {
            var email = string.Create(CultureInfo.InvariantCulture, $"person{i}@investors.example");
            var person = new Person
            {
                UserName = email,
                NormalizedUserName = email.ToUpperInvariant(),
                Email = email,
                NormalizedEmail = email.ToUpperInvariant(),
                EmailConfirmed = true,
                FullName = $"Person {i}",
                Language = ((string[])["zh", "az", "en"])[i % 3],
                SecurityStamp = "-",
                CreatedAt = now,
                Organisation = new Organisation
                {
                    Name = $"Organisation {i}",
                    Country = "CN",
                    CreatedAt = now,
                },
            };
            all.Add(person);
            db.Add(person);
            mandates.Add(Wish(person, oneSector ? 0 : i, frequency(i), now));
            // One in five wants the next sector too, or the same one more or less urgently.
            if (i % 5 == 0 && !oneSector)
                mandates.Add(Wish(person, i + (i % 10 == 0 ? 1 : 0), frequency(people + i), now));
        }
        db.AddRange(mandates);
        await db.SaveChangesAsync();
        return new(all, mandates, node.GetRequiredService<ReferenceData>());
    }

    /// <summary>A draft whose number its readers find in the title.</summary>
    public static Opportunity Draft(int number) =>
        Listings.Opportunity(o =>
        {
            (o.Sector, o.Subsector) = Sectors[number % Sectors.Length];
            (o.Status, o.PublishedAt) = (PublicationStatus.Draft, null);
            o.Title = new($"电池组装 {Mark(number)}", $"Batareya yığımı {Mark(number)}", $"Battery assembly {Mark(number)}");
        });

    /// <summary>Stands in the title of an opportunity and nowhere else.</summary>
    public static string Mark(int number) => string.Create(CultureInfo.InvariantCulture, $"K{number:D6}");

    /// <summary>
    /// Who must hear of an opportunity and how urgently, found by looking at each mandate: no index, no queue, no database.
    /// </summary>
    public IEnumerable<(Person Person, AlertFrequency Frequency)> Interested(Opportunity opportunity)
    {
        var facts = opportunity.ToFacts(_reference);
        var people = People.ToDictionary(person => person.Id);
        return Mandates
            .Where(mandate => Matcher.Assess(mandate.ToCriteria(_reference), facts).IsMatch)
            .GroupBy(mandate => mandate.OwnerId)
            .Select(group => (people[group.Key], group.Min(mandate => mandate.Frequency)));
    }

    private static Mandate Wish(Person owner, int sector, AlertFrequency frequency, DateTimeOffset now) =>
        new()
        {
            OrganisationId = owner.Organisation!.Id,
            OwnerId = owner.Id,
            Name = "电动客车与电池",
            Sectors = [Sectors[sector % Sectors.Length].Subsector],
            Places = sector % 3 == 0 ? ["AZ-SM"] : [],
            Frequency = frequency,
            CreatedAt = now,
            UpdatedAt = now,
        };
}
