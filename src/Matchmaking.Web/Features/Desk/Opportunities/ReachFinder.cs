using Matchmaking.Matching;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Alerts;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Features.Matches.InMemory;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Opportunities.Form;
using Matchmaking.Web.Features.Opportunities.Versions;
using Matchmaking.Web.Reference;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Matchmaking.Web.Features.Desk.Opportunities;

/// <summary>Holds an opportunity against all mandates without saving anything.</summary>
public sealed class ReachFinder(
    MatchmakingDb db,
    ReferenceData reference,
    MandatesInMemory mandates,
    InferredPreferences inferred,
    OpportunityReader reader,
    AlertQueue alerts,
    TimeProvider time
)
{
    /// <summary>How many organisations are shown with their reasons.</summary>
    public const int Most = 10;

    /// <summary>The reach of a form as it is typed, whatever in it can be read.</summary>
    /// <param name="input">The form.</param>
    /// <param name="saved">What it is the form of (tracked); null for a new one.</param>
    /// <param name="isSmall">It would be saved as a small correction.</param>
    public async Task<ReachView> FindAsync(OpportunityInput input, Opportunity? saved, CancellationToken cancel, bool isSmall = false)
    {
        var before = saved is null ? null : (Opportunity)db.Entry(saved).OriginalValues.ToObject();
        var typed = new Opportunity
        {
            Id = saved?.Id ?? Guid.CreateVersion7(),
            Slug = "",
            Sector = "",
            SubmittedById = saved?.SubmittedById,
        };
        var errors = new ModelStateDictionary();
        reader.Read(input, typed, errors);
        reader.ReadDeskPart(input, typed, [], Guid.Empty, errors);
        string[] matched =
        [
            nameof(input.MoreSectors),
            nameof(input.DealTypes),
            nameof(input.TechnicalStage),
            nameof(input.LegalStage),
            nameof(input.AmountFrom),
            nameof(input.AmountTo),
            nameof(input.Currency),
            nameof(input.Places),
        ];
        return new(
            typed,
            typed.Sector.Length == 0 ? null : await FindAsync(before, typed, isSmall, cancel),
            matched.Any(field => errors.ContainsKey("Input." + field))
        );
    }

    /// <summary>The reach of the opportunity as it stands, as if it were public already.</summary>
    public Task<Reach> FindAsync(Opportunity opportunity, CancellationToken cancel) =>
        FindAsync(opportunity, opportunity, isSmall: false, cancel);

    /// <summary>
    /// What it would be news of if <paramref name="after"/> were saved as public, as <see cref="OpportunitySave"/> and a run say it.
    /// </summary>
    private OpportunityNews News(Opportunity? before, Opportunity after, bool isSmall)
    {
        // A draft and a withdrawn one are looked at as if they were public; what is written of them is their availability.
        var facts = MaterialFacts.Of(after) with
        {
            State = Enum.Parse<ListingState>(after.Availability.ToString()),
        };
        var changes = !isSmall && before?.PublishedAt is not null && facts.DifferentFrom(MaterialFacts.Of(before)).Any();
        var version = before?.MaterialVersion ?? 1;
        return new(
            after.Id,
            version + (changes ? 1 : 0),
            before?.PublishedAt is null,
            facts,
            changes && !MaterialChange.LeavesAnswers(MaterialFacts.Of(before!), facts) ? version + 1 : version,
            after.Availability == Availability.Open && !(after.ValidUntil < BakuDay.Of(time)),
            IsEdit: before?.Status == PublicationStatus.Published,
            isSmall
        );
    }

    private async Task<Reach> FindAsync(Opportunity? before, Opportunity opportunity, bool isSmall, CancellationToken cancel)
    {
        var news = News(before, opportunity, isSmall);
        if (!news.IsOpen)
        {
            // Those who said that it fits hear that it is closed.
            var (hear, closing) = await ToldAsync(news, [], cancel);
            return Reach.Nobody with { Groups = Groups(hear.Values), News = closing, IsEdit = news.IsEdit };
        }
        var facts = opportunity.ToFacts(reference);
        var (ids, all, failed) = await AskAsync(facts, cancel);
        var rows = await db
            .Mandates.AsNoTracking()
            .Include(m => m.Owner)
            .Include(m => m.Organisation)
            .Where(m => ids.Contains(m.Id))
            .ToListAsync(cancel);
        var known = await inferred.OfAsync([.. rows.Select(mandate => mandate.OrganisationId).Distinct()], cancel);
        var matches = rows.Select(mandate =>
                (
                    Mandate: mandate,
                    Assessment: Matcher.Assess(mandate.ToCriteria(reference), facts).With(known.Reasons(mandate.OrganisationId, facts))
                )
            )
            .Where(pair => pair.Assessment.IsMatch)
            // What an organisation sent in is not told to itself, nor counted.
            .Where(pair => Notification.IsOfOthers(pair.Mandate.OrganisationId, opportunity.SubmittedById))
            .ToList();
        var (told, changed) = await ToldAsync(news, matches, cancel);
        var silent = matches.Count(pair => !told.ContainsKey(pair.Mandate.OwnerId));
        // Of several mandates of one organisation the one that would carry the alert.
        var organisations = matches
            .OrderBy(pair => pair.Mandate.Frequency)
            .ThenByDescending(pair => pair.Assessment.Score)
            .ThenBy(pair => pair.Mandate.Id)
            .DistinctBy(pair => pair.Mandate.OrganisationId)
            .OrderByDescending(pair => pair.Assessment.Score)
            .ThenBy(pair => pair.Mandate.Id)
            .ToList();
        return new(
            Groups(told.Values),
            silent,
            organisations.Count,
            [.. organisations.Take(Most)],
            all,
            [
                .. failed
                    .Where(pair => pair.Value > 0)
                    .OrderByDescending(pair => pair.Value)
                    .ThenBy(pair => pair.Key)
                    .Select(pair => (pair.Key, pair.Value)),
            ],
            changed,
            news.IsEdit,
            isSmall
        );
    }

    /// <summary>The question to the index of mandates: which match, of how many, and how many fail each condition.</summary>
    private async Task<(IReadOnlyList<Guid> Matching, int Mandates, IReadOnlyDictionary<Condition, int> Failed)> AskAsync(
        OpportunityFacts facts,
        CancellationToken cancel
    )
    {
        var index = await mandates.CatchUpAsync(db, cancel);
        return (index.Matching(facts), index.Count, index.Find(facts, best: 0).Failed);
    }

    /// <summary>Who would be told, by the code that tells; each with the organisation's name and how often. And of which changes.</summary>
    private async Task<(
        Dictionary<Guid, (string Organisation, AlertFrequency Frequency)> Notified,
        IReadOnlyList<MaterialField> News
    )> ToldAsync(OpportunityNews news, List<(Mandate Mandate, Assessment Assessment)> matches, CancellationToken cancel)
    {
        var found = matches.ConvertAll(pair => new FoundMatch(
            new(
                pair.Mandate,
                pair.Mandate.Owner!.Email!,
                pair.Mandate.Owner.Language,
                pair.Mandate.Owner.CanBeNotified() && pair.Mandate.CanNotify,
                pair.Mandate.Owner.AlertsPausedUntil
            ),
            news.Id,
            news.Version,
            pair.Assessment
        ));
        await db.Database.OpenConnectionAsync(cancel);
        var plan = await alerts.PlanAsync((NpgsqlConnection)db.Database.GetDbConnection(), found, news, cancel);
        await db.Database.CloseConnectionAsync();
        var entries = plan.Notified.ToList();
        var ids = entries.Select(entry => entry.Found.Recipient.Mandate.OrganisationId).Distinct().ToArray();
        var names = await db.Organisations.Where(o => ids.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name, cancel);
        return (
            entries.ToDictionary(
                entry => entry.Found.Recipient.Mandate.OwnerId,
                entry => (names[entry.Found.Recipient.Mandate.OrganisationId], entry.Frequency)
            ),
            [.. plan.News]
        );
    }

    private static IReadOnlyList<ReachGroup> Groups(IReadOnlyCollection<(string Organisation, AlertFrequency Frequency)> told) =>
        [.. Enum.GetValues<AlertFrequency>().Select(frequency => Group(frequency, told))];

    private static ReachGroup Group(AlertFrequency frequency, IEnumerable<(string Organisation, AlertFrequency Frequency)> told) =>
        new(
            frequency,
            told.Count(person => person.Frequency == frequency),
            [
                .. told.GroupBy(person => person.Organisation)
                    .Where(own => own.Min(person => person.Frequency) == frequency)
                    .Select(own => own.Key)
                    .Order(StringComparer.Ordinal),
            ]
        );
}
