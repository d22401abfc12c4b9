using System.IO.Compression;
using System.Text.RegularExpressions;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Enquiries;
using Matchmaking.Web.Features.Imports.Deals;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Features.Organisations.Merge;
using Matchmaking.Web.Features.Progress;
using Matchmaking.Web.Features.Saved;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Records;
using Matchmaking.Web.Queues;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.EndToEnd.Tests;

/// <summary>One of everything that a page shows, with the longest words, names, addresses and amounts that the rules allow.</summary>
public sealed partial class LongWorld : BrowserSite
{
    /// <summary>An address of 99 characters in which no line may break by itself.</summary>
    private const string Domain = "international-construction-machinery-and-energy-holding.example.com.cn";

    private const string Answer =
        "550 Mail content denied. http://service.mail.qq.com/cgi-bin/help?subtype=1&&id=20022&&no=1000726&&reference=5f0c2f3e7b8a9d1c";

    /// <summary>What stands in an address in place of its parameters.</summary>
    public Dictionary<string, string> Things { get; } = [];
    public Person Investor { get; private set; } = null!;
    public Person Administrator { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        (Investor, Administrator) = (await People.InvestorAsync(domain: Domain), await People.AdministratorAsync());
        var (investor, administrator, organisation) = (Investor.Id, Administrator.Id, Investor.OrganisationId!.Value);
        await InDatabaseAsync(async db =>
        {
            (await db.Organisations.SingleAsync(o => o.Id == organisation)).Name = Long(
                "深圳国际工程机械与新能源装备制造",
                Organisation.NameLength
            );
            foreach (var person in await db.Users.Where(p => p.Id == investor || p.Id == administrator).ToListAsync())
                (person.FullName, person.PhoneNumber) = (Long("Abdülrəhmanzadə", Person.NameLength), "+994 12 598 01 47");
            return await db.SaveChangesAsync();
        });
        await AddListingsAsync(organisation);
        await AddOrganisationsAsync(organisation);
        await AddMailsAsync();
        await AddEnquiryAsync();
        var links = Services.GetRequiredService<LinkTokens>();
        Things["preferences"] = links.Make(LinkPurpose.Preferences, investor);
        Things["unsubscribe"] = links.Make(LinkPurpose.Unsubscribe, investor);
        var item = await InDatabaseAsync(db => db.AlertItems.Where(i => i.PersonId == investor).Select(i => i.Id).FirstAsync());
        Things["alert"] = links.Make(LinkPurpose.Alert, item);
    }

    /// <summary>A text of exactly that many characters without a space.</summary>
    public static string Long(string words, int length) => string.Concat(Enumerable.Repeat(words, length / words.Length + 1))[..length];

    private async Task AddEnquiryAsync()
    {
        var listing = await InDatabaseAsync(db => db.Opportunities.SingleAsync(o => o.Slug == Things["slug"]));
        var enquiry = await this.AskAsync(Investor, listing, Long("konsolidasiya", 2000));
        Things["enquiry"] = enquiry.Id.ToString();
        await this.TellAsync(enquiry, Administrator, MessageKind.Question, Long("土地和供电条件", 2000));
    }

    /// <summary>The path of a page with something of this world in place of each parameter.</summary>
    public string FillIn(string path) =>
        Parameter().Replace(path, thing => thing.Value == "{long}" ? Long("konsolidasiya", 100) : Things[thing.Value.Trim('{', '}')]);

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();

    private static Localized Longest(int length) =>
        new(
            Long("苏姆盖特高端光伏组件与储能电池一体化制造基地及配套港口物流园区", length),
            Long("elektroenergetikavadanlıqlarınınkommersiyalaşdırılması", length),
            Long("telecommunicationsinfrastructureinteroperability", length)
        );

    private Opportunity Listing(Action<Opportunity>? change = null) =>
        Listings.Opportunity(o =>
        {
            (o.Title, o.Summary, o.Description) = (Longest(Opportunity.TitleLength), Longest(Opportunity.SummaryLength), Longest(900));
            (o.Promoter, o.ContactId, o.Zone) = (Longest(300), Administrator.Id, "sumgayit-chemical");
            (o.Sector, o.Subsector, o.MoreSectors) = ("renw", null, ["auto.ebus", "tran"]);
            (o.AmountFrom, o.AmountTo) = (90_000_000, 110_000_000);
            o.Sources = ["https://" + Domain + "/" + Long("konsolidasiya", 150)];
            change?.Invoke(o);
        });

    private async Task AddListingsAsync(Guid organisation)
    {
        var today = BakuDay.Of(TimeProvider.System);
        await this.AddMandateAsync(
            Investor,
            m =>
            {
                (m.Name, m.Sectors, m.Places) = (Long("新能源与储能电池制造投资意向", Mandate.NameLength), ["renw", "auto"], []);
                (m.TicketFrom, m.TicketTo, m.Currency) = (123_456_789.12m, 987_654_321.98m, "AZN");
            }
        );
        await this.AddMandateAsync(Investor, m => (m.Name, m.Sectors, m.Places) = ("Near", ["renw"], ["NAX"]));
        var published = new List<Opportunity>();
        foreach (
            var change in new Action<Opportunity>[]
            {
                _ => { },
                o => (o.AmountFrom, o.AmountTo, o.Currency) = (123_456_789.12m, 987_654_321.98m, "AZN"),
                o => (o.AmountFrom, o.AmountTo, o.Places) = (90_000_000, null, []),
                o => o.Availability = Availability.Reserved,
                o => o.ValidUntil = today.AddDays(-9),
                o => o.ValidUntil = today.AddDays(9),
            }
        )
            published.Add(
                await this.PublishAsync(o =>
                {
                    var listing = Listing(change);
                    (o.Title, o.Summary, o.Description, o.Promoter) = (
                        listing.Title,
                        listing.Summary,
                        listing.Description,
                        listing.Promoter
                    );
                    (o.ContactId, o.Zone, o.Sources, o.Places) = (listing.ContactId, listing.Zone, listing.Sources, listing.Places);
                    (o.Sector, o.Subsector, o.MoreSectors) = (listing.Sector, listing.Subsector, listing.MoreSectors);
                    (o.AmountFrom, o.AmountTo, o.Currency) = (listing.AmountFrom, listing.AmountTo, listing.Currency);
                    (o.Availability, o.ValidUntil) = (listing.Availability, listing.ValidUntil);
                })
            );
        var (draft, withdrawn, submission, returned) = (
            Listing(o => (o.Status, o.PublishedAt) = (PublicationStatus.Draft, null)),
            Listing(o => o.Status = PublicationStatus.Withdrawn),
            Listing(o => (o.Status, o.PublishedAt, o.SubmittedById) = (PublicationStatus.Submitted, null, organisation)),
            Listing(o =>
                (o.Status, o.PublishedAt, o.SubmittedById, o.ReturnReason) = (
                    PublicationStatus.Returned,
                    null,
                    organisation,
                    Long("konsolidasiya", 900)
                )
            )
        );
        (Things["draft"], Things["submission"]) = (draft.Id.ToString(), submission.Id.ToString());
        (Things["opportunity"], Things["slug"]) = (published[0].Id.ToString(), published[0].Slug);
        (Things["second"], Things["third"], Things["fourth"]) = (published[1].Slug, published[2].Slug, published[3].Slug);
        await InDatabaseAsync(db =>
        {
            db.AddRange(draft, withdrawn, submission, returned);
            db.AddRange(
                published
                    .Append(withdrawn)
                    .Select(listing => new SavedOpportunity
                    {
                        PersonId = Investor.Id,
                        OpportunityId = listing.Id,
                        Note = Long("konsolidasiya", SavedOpportunity.NoteLength),
                        Follows = true,
                        CreatedAt = TimeProvider.System.GetUtcNow(),
                        KnownVersion = 1,
                    })
            );
            // Enough for a second page of each list.
            db.AddRange(Enumerable.Range(0, 60).Select(_ => Listing()));
            var fact = new SectorFact
            {
                Sector = "renw",
                Place = "AZ-SM",
                Date = "2025-04-23",
                Text = Longest(600),
                Source = "https://" + Domain + "/" + Long("konsolidasiya", 150),
            };
            var document = new SignedDocument
            {
                SignedOn = today,
                DateKnown = "day",
                Title = Longest(300),
                Parties = Longest(300),
                Outcome = Longest(300),
                LegalStage = 3,
                Sector = "renw",
                OpportunityId = published[0].Id,
                ProgressedOn = today,
                Sources = ["https://" + Domain + "/" + Long("konsolidasiya", 150)],
            };
            db.AddRange(fact, document);
            db.ProgressEvents.Add(
                ProgressEvent.Of(
                    document.Id,
                    ProgressEventKind.Changed,
                    Longest(300),
                    Administrator.Id,
                    TimeProvider.System.GetUtcNow(),
                    ["desk.progress.outcome"]
                )
            );
            (Things["document"], Things["fact"]) = (document.Id.ToString(), fact.Id.ToString());
            return db.SaveChangesAsync();
        });
        await this.ChangeAsync(published[1], o => o.Summary = Longest(Opportunity.SummaryLength - 1));
        Things["version"] = $"{published[1].Id}/versions/1";
    }

    private async Task AddOrganisationsAsync(Guid organisation)
    {
        var now = TimeProvider.System.GetUtcNow();
        var (source, target) = (
            await this.AddProspectAsync("A" + Long("Konsolidasiyamüəssisələri", Organisation.NameLength - 1)),
            await this.AddProspectAsync("B" + Long("国际工程机械与新能源装备制造", Organisation.NameLength - 1))
        );
        foreach (var owner in new[] { organisation, target.Id })
            Things["deal"] = (
                await this.AddDealAsync(
                    owner,
                    Long("Konsolidasiya", 150),
                    deal =>
                    {
                        (deal.Target, deal.Title) = (Long("Konsolidasiyamüəssisələri", 400), Long("新能源装备", 400));
                        (deal.Region, deal.Source) = (
                            Long("Qaraqalpaqstanrespublikası", 200),
                            "https://" + Domain + "/" + new string('a', 200)
                        );
                        deal.AmountUsdMillions = 123_456.789m;
                    }
                )
            ).Id.ToString();
        Things["own deal"] = await InDatabaseAsync(async db =>
            (await db.Deals.SingleAsync(d => d.OrganisationId == organisation)).Id.ToString()
        );
        var name = OrganisationName.Of(organisation, Long("Konsolidasiya", Organisation.NameLength), NameKind.Alias, certain: false, now);
        var merge = new OrganisationMerge
        {
            SourceId = source.Id,
            TargetId = target.Id,
            Moved = new(),
            MergedAt = now,
        };
        DealImport Import(DateTimeOffset? at) =>
            new()
            {
                FileName = Long("sövdələşmələr", 195) + ".csv",
                Content = at is null ? Compressed("deal_id,year\n1,2020\n"u8) : null,
                UploadedAt = now,
                ImportedAt = at,
            };
        var (waiting, done) = (Import(null), Import(now));
        await InDatabaseAsync(db =>
        {
            db.AddRange(name, merge, waiting, done);
            var person = new ContactPerson
            {
                OrganisationId = target.Id,
                Name = Long("Abdülrəhmanzadə", ContactPerson.NameLength),
                Role = Long("elektroenergetika", ContactPerson.RoleLength),
                Phone = "+86 10 1234 5678",
                WeChat = Long("konsolidasiya", ContactPerson.PhoneLength),
                Email = "a@" + Domain,
                Address = Long("北京市朝阳区建国门外大街", ContactPerson.AddressLength),
                CreatedAt = now,
            };
            db.Add(person);
            db.Add(
                new OrganisationEntry
                {
                    OrganisationId = target.Id,
                    Kind = OrganisationEntryKind.Call,
                    At = now,
                    With = person.Name,
                    Text = Long("konsolidasiya", 900),
                }
            );
            Things["contact"] = person.Id.ToString();
            return db.SaveChangesAsync();
        });
        (Things["organisation"], Things["own organisation"]) = (target.Id.ToString(), organisation.ToString());
        (Things["name"], Things["merge"], Things["import"]) = (target.Names[0].Id.ToString(), merge.Id.ToString(), waiting.Id.ToString());
        Things["imported"] = done.Id.ToString();
        Things["person"] = (await People.StaffAsync()).Id.ToString();
    }

    private async Task AddMailsAsync()
    {
        await SendMailsAsync();
        var now = TimeProvider.System.GetUtcNow();
        var parking = Services.GetRequiredService<Parking>();
        await parking.ParkAsync(QueueNames.Mailbox, Guid.NewGuid().ToString(), Answer, CancellationToken.None);
        await InDatabaseAsync(async db =>
        {
            var mail = (await db.Users.SingleAsync(p => p.Id == Investor.Id)).NewMail("alert", ProviderGroup.Tencent, now);
            (mail.Status, mail.LastReply, mail.Attempts) = (MailStatus.Failed, Answer, 3);
            mail.Subject = Long("新能源与储能电池制造投资意向", OutgoingMail.SubjectLength);
            var suppression = new MailSuppression
            {
                Address = "barred@" + Domain,
                Cause = SuppressionCause.HardBounce,
                Reason = Answer,
                At = now,
            };
            db.AddRange(mail, suppression);
            (Things["mail"], Things["suppression"]) = (mail.Id.ToString(), suppression.Id.ToString());
            return await db.SaveChangesAsync();
        });
    }

    private static byte[] Compressed(ReadOnlySpan<byte> bytes)
    {
        using var small = new MemoryStream();
        using (var gzip = new GZipStream(small, CompressionLevel.Optimal))
            gzip.Write(bytes);
        return small.ToArray();
    }
}
