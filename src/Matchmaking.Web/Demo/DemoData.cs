using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Features.MyOrganisation;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Opportunities.Search;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Reference;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Demo;

/// <summary>
/// Development only: published projects of Azerbaijan with their sources, the documents and facts of April 2025, and sample people whose
/// mandates are modelled on what Chinese companies really do. It is loaded once, into an empty database, and goes through the same
/// matching as everything else.
/// </summary>
public sealed class DemoData(MatchmakingDb db, UserManager<Person> people, MatchRun matching, ReferenceData reference, TimeProvider time)
{
    public const string Administrator = "admin@example.com";
    public const string Staff = "desk@example.com";
    public const string Investor = "sample.ebus@example.com";

    /// <summary>Of every demo account. Demo data is never loaded in Production.</summary>
    public const string Password = "bridge over the Caspian";

    public async Task LoadAsync(CancellationToken cancel)
    {
        if (await db.Users.AnyAsync(cancel))
            return;
        // One transaction: a start that is killed half-way leaves an empty database, not half a demo.
        await using (var transaction = await db.Database.BeginTransactionAsync(cancel))
        {
            await AddPersonAsync(Administrator, "Administrator", Languages.Language.English, Role.Administrator, null);
            var contact = await AddPersonAsync(Staff, "AZPROMO", Languages.Language.Azerbaijani, Role.Staff, null);
            await AddPersonAsync("beijing@example.com", "阿塞拜疆驻华商务代表处", Languages.Language.Chinese, Role.Staff, null);
            var opportunities = AddOpportunities(contact);
            await db.SaveChangesAsync(cancel);
            AddRecord(opportunities);
            foreach (var investor in DemoFiles.Read<DemoInvestor[]>("sample-investors"))
                await AddInvestorAsync(investor);
            AddWorkForTheDesk(contact);
            DemoTrackRecords.Add(db, reference, time.GetUtcNow());
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
        }
        db.ChangeTracker.Clear();
        foreach (var mandate in await db.Mandates.ToListAsync(cancel))
            await matching.SaveAsync(mandate, cancel);
    }

    private async Task<Person> AddPersonAsync(string email, string name, string language, string role, Organisation? organisation)
    {
        var person = new Person
        {
            UserName = email,
            Email = email,
            EmailConfirmed = true,
            FullName = name,
            Language = language,
            Organisation = organisation,
            IsSample = true,
            CreatedAt = time.GetUtcNow(),
        };
        Check(await people.CreateAsync(person, Password));
        Check(await people.AddToRoleAsync(person, role));
        return person;
    }

    private Dictionary<string, Guid> AddOpportunities(Person contact)
    {
        var all = new Dictionary<string, Guid>(StringComparer.Ordinal);
        foreach (var (row, opportunity) in StarterData.Listings(reference))
        {
            var published = new DateTimeOffset(row.PublishedAt.ToDateTime(new(6, 0)), TimeSpan.Zero);
            (opportunity.Contact, opportunity.Status) = (contact, PublicationStatus.Published);
            (opportunity.PublishedAt, opportunity.CreatedAt, opportunity.UpdatedAt) = (published, published, published);
            db.Opportunities.Add(opportunity);
            all.Add(row.Id, opportunity.Id);
            Given(row.Id, opportunity.Id);
        }
        return all;
    }

    private void AddRecord(Dictionary<string, Guid> opportunities)
    {
        foreach (var (key, document) in StarterData.Documents(id => opportunities[id]))
        {
            db.SignedDocuments.Add(document);
            Given(key, document.Id);
        }
        foreach (var (key, fact) in StarterData.Facts())
        {
            db.SectorFacts.Add(fact);
            Given(key, fact.Id);
        }
    }

    /// <summary>So that an import of the starter files finds them all here.</summary>
    private void Given(string key, Guid row) =>
        db.StarterRows.Add(
            new()
            {
                Key = key,
                RowId = row,
                At = time.GetUtcNow(),
            }
        );

    private async Task AddInvestorAsync(DemoInvestor row)
    {
        var now = time.GetUtcNow();
        var organisation = new Organisation
        {
            Name = row.Organisation.Name,
            Country = row.Organisation.Country,
            IsSample = true,
            CreatedAt = now,
        };
        db.Organisations.Add(organisation);
        var language = Languages.Language.FromTag(row.User.Language) ?? Languages.Language.English;
        var person = await AddPersonAsync(row.User.Email, row.User.FullName, language, Role.Investor, organisation);
        foreach (var wish in row.Mandates)
            db.Mandates.Add(
                new()
                {
                    OrganisationId = organisation.Id,
                    OwnerId = person.Id,
                    Name = wish.Name,
                    Sectors = [.. wish.Sectors],
                    Places = [.. wish.Places],
                    DealTypes = [.. wish.DealTypes],
                    TicketFrom = wish.TicketFrom,
                    TicketTo = wish.TicketTo,
                    Currency = wish.TicketFrom is null && wish.TicketTo is null ? null : wish.Currency,
                    TechnicalStages = [.. wish.TechnicalStages],
                    LegalStages = [.. wish.LegalStages],
                    ExcludedWords = [.. wish.ExcludedWords],
                    Frequency = Enum.Parse<AlertFrequency>(wish.Frequency.Replace("-", "", StringComparison.Ordinal), ignoreCase: true),
                    CreatedAt = now,
                    UpdatedAt = now,
                }
            );
        // As the form that saves a first mandate does.
        if (row.Mandates.Any())
            db.AlertConsents.Add(
                new()
                {
                    PersonId = person.Id,
                    Given = true,
                    Version = AlertConsent.Wording,
                    Language = language,
                    How = "mandate",
                    At = now,
                }
            );
    }

    /// <summary>A submission to review and a draft to finish, so that a first visitor finds the desk at work.</summary>
    private void AddWorkForTheDesk(Person contact)
    {
        var now = time.GetUtcNow();
        foreach (var row in DemoFiles.Read<DemoUnpublished[]>("unpublished"))
        {
            var opportunity = new Opportunity
            {
                Slug = row.Slug,
                Title = row.Title,
                Summary = row.Summary,
                Description = row.Description,
                Sector = row.Sector,
                Subsector = row.Subsector,
                DealTypes = [.. row.DealTypes],
                Places = [.. row.Places],
                Status = Enum.Parse<PublicationStatus>(row.Status, ignoreCase: true),
                SubmittedBy = row.SubmittedBy is { } email ? db.Users.Local.Single(person => person.Email == email).Organisation : null,
                Contact = row.SubmittedBy is null ? contact : null,
                CreatedAt = now,
                UpdatedAt = now,
                IsSample = true,
            };
            opportunity.SearchWords = SearchText.IndexOf(opportunity, reference);
            db.Opportunities.Add(opportunity);
        }
    }

    private static void Check(IdentityResult result)
    {
        if (!result.Succeeded)
            throw new InvalidOperationException("Demo account refused: " + string.Join(", ", result.Errors.Select(error => error.Code)));
    }
}
