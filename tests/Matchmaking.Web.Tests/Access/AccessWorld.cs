using System.IO.Compression;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Enquiries;
using Matchmaking.Web.Features.Enquiries.Letters;
using Matchmaking.Web.Features.Imports.Deals;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Features.Organisations.Merge;
using Matchmaking.Web.Features.Progress;
using Matchmaking.Web.Features.Saved;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Records;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Access;

/// <summary>Who asks.</summary>
public enum Caller
{
    Visitor,

    /// <summary>Signed up, gave the right password, and has not confirmed the address: nobody yet.</summary>
    Unconfirmed,

    /// <summary>Carries the cookie of a session that was good until an administrator withdrew the account.</summary>
    Disabled,

    /// <summary>Of the organisation to which the things belong.</summary>
    Owner,

    /// <summary>Of another organisation.</summary>
    OtherInvestor,
    Staff,
    Administrator,
}

/// <summary>One of everything that an address can name, and one of everybody who may ask for it.</summary>
public sealed class AccessWorld : Site
{
    protected override IEnumerable<KeyValuePair<string, string?>> Settings => [new("Mail:Hook:Secret", SmtpSite.HookSecret)];

    /// <summary>What stands in an address in place of its parameters, by the names that the table gives them.</summary>
    public Dictionary<string, string> Things { get; } =
        new()
        {
            ["region"] = "ABX",
            ["sector"] = "auto",
            ["zone"] = "alat-fez",
            ["status"] = "404",
            ["nonsense"] = new string('x', 44),
            ["sample"] = "alert/en",
            ["jobs"] = "",
            ["nothing"] = "",
            ["unknown"] = Guid.NewGuid().ToString(),
            ["link"] = $"{Guid.NewGuid()}/{new string('x', 60)}",
        };

    public Dictionary<Caller, Visitor> Callers { get; } = [];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var owner = await People.InvestorAsync();
        await AddThingsAsync(owner);
        await AddCallersAsync(owner);
    }

    private async Task AddThingsAsync(Person owner)
    {
        var (now, organisation) = (TimeProvider.System.GetUtcNow(), owner.OrganisationId!.Value);
        var mandate = await this.AddMandateAsync(owner);
        var published = await this.PublishAsync();
        var (draft, submission) = (
            Listings.Opportunity(o => (o.Status, o.PublishedAt) = (PublicationStatus.Draft, null)),
            Listings.Opportunity(o => (o.Status, o.PublishedAt, o.SubmittedById) = (PublicationStatus.Submitted, null, organisation))
        );
        var (source, target) = (await this.AddProspectAsync(), await this.AddProspectAsync());
        var deal = await this.AddDealAsync(organisation, "Owner");
        var name = OrganisationName.Of(organisation, Companies.NewName("Quiet Bay"), NameKind.Alias, certain: false, now);
        var merge = new OrganisationMerge
        {
            SourceId = source.Id,
            TargetId = target.Id,
            Moved = new(),
            MergedAt = now,
        };
        var import = new DealImport
        {
            FileName = "deals.csv",
            Content = Compressed("deal_id\n"u8),
            UploadedAt = now,
        };
        OutgoingMail Mail(MailStatus status) =>
            new()
            {
                Kind = "alert",
                PersonId = owner.Id,
                ToAddress = owner.Email!,
                Language = "en",
                CreatedAt = now,
                NotBefore = now.AddDays(300),
                Status = status,
                Subject = "A place",
            };
        var (mail, failed) = (Mail(MailStatus.Pending), Mail(MailStatus.Failed));
        var suppression = new MailSuppression
        {
            Address = "barred@example.org",
            Cause = SuppressionCause.Desk,
            At = now,
        };
        var (document, fact) = (new SignedDocument { SignedOn = new(2025, 4, 23), DateKnown = "day" }, new SectorFact { Date = "2025-04" });
        var contact = new ContactPerson
        {
            OrganisationId = target.Id,
            Name = "Li Wei",
            CreatedAt = now,
        };
        await InDatabaseAsync(db =>
        {
            db.AddRange(document, fact, contact);
            db.AddRange(draft, submission, name, merge, import, mail, failed, suppression);
            return db.SaveChangesAsync();
        });
        var item = await InDatabaseAsync(db => db.AlertItems.Where(i => i.PersonId == owner.Id).Select(i => i.Id).FirstAsync());
        var links = Services.GetRequiredService<LinkTokens>();
        foreach (
            var (thing, id) in new (string, Guid)[]
            {
                ("mandate", mandate.Id),
                ("opportunity", published.Id),
                ("draft", draft.Id),
                ("submission", submission.Id),
                ("deal", deal.Id),
                ("name", name.Id),
                ("merge", merge.Id),
                ("import", import.Id),
                ("mail", mail.Id),
                ("failed mail", failed.Id),
                ("suppression", suppression.Id),
                ("document", document.Id),
                ("fact", fact.Id),
                ("contact", contact.Id),
                ("organisation", target.Id),
                ("certain name", target.Names[0].Id),
                ("person", (await People.StaffAsync()).Id),
            }
        )
            Things[thing] = id.ToString();
        var enquiry = await this.AskAsync(owner, published);
        Things["enquiry"] = enquiry.Id.ToString();
        var file = new EnquiryFile
        {
            MessageId = enquiry.Messages[0].Id,
            Name = "land.txt",
            ContentType = "text/plain",
            Size = 4,
        };
        var letter = new IncomingLetter
        {
            MailKey = "letter",
            Name = "Somebody",
            Subject = "A question",
            Text = "What land is free?",
            Doubt = LetterDoubt.NoEnquiry,
            ReceivedAt = now,
        };
        await InDatabaseAsync(db =>
        {
            db.AddRange(file, letter, new EnquiryFileContent { FileId = file.Id, Bytes = [1, 2, 3, 4] });
            return db.SaveChangesAsync();
        });
        (Things["enquiry file"], Things["letter"]) = (file.Id.ToString(), letter.Id.ToString());
        Things["enquiry message"] = $"{enquiry.Id}/messages/{enquiry.Messages[0].Id}";
        Things["version"] = $"{published.Id}/versions/1";
        Things["slug"] = published.Slug;
        await InDatabaseAsync(db =>
        {
            db.Add(
                new SavedOpportunity
                {
                    PersonId = owner.Id,
                    OpportunityId = published.Id,
                    Note = "Ask for the price.",
                    CreatedAt = now,
                    KnownVersion = 1,
                }
            );
            return db.SaveChangesAsync();
        });
        Things["saved"] = published.Slug;
        Things["alert"] = links.Make(LinkPurpose.Alert, item);
        Things["preferences"] = links.Make(LinkPurpose.Preferences, owner.Id);
        // One click takes back what waits; of somebody else, so that it does not.
        Things["unsubscribe"] = links.Make(LinkPurpose.Unsubscribe, (await People.InvestorAsync()).Id);
    }

    private async Task AddCallersAsync(Person owner)
    {
        Callers[Caller.Visitor] = NewVisitor();
        Callers[Caller.Unconfirmed] = await UnconfirmedAsync();
        Callers[Caller.Owner] = await People.SignInAsync(owner);
        Callers[Caller.OtherInvestor] = await People.SignInAsync(await People.InvestorAsync());
        Callers[Caller.Staff] = await People.SignInAsync(await People.StaffAsync());
        Callers[Caller.Administrator] = await People.SignInAsync(await People.AdministratorAsync());
        Callers[Caller.Disabled] = await DisabledAsync();
    }

    private async Task<Visitor> UnconfirmedAsync()
    {
        var person = await People.InvestorAsync();
        await InDatabaseAsync(db =>
            db.Users.Where(p => p.Id == person.Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.EmailConfirmed, false))
        );
        var visitor = NewVisitor();
        await visitor.SubmitAsync(
            await visitor.OpenAsync("/account/sign-in"),
            "main form",
            ("Address", person.Email),
            ("Password", People.Password)
        );
        return visitor;
    }

    /// <summary>An administrator, who could see everything until now.</summary>
    private async Task<Visitor> DisabledAsync()
    {
        var person = await People.AdministratorAsync();
        var visitor = await People.SignInAsync(person);
        Assert.Equal(200, (int)(await visitor.OpenAsync("/desk/people")).Status);
        await RunAsync<UserManager<Person>>(async people =>
        {
            var withdrawn = (await people.FindByIdAsync(person.Id.ToString()))!;
            (withdrawn.LockoutEnabled, withdrawn.LockoutEnd) = (true, DateTimeOffset.MaxValue);
            await people.UpdateSecurityStampAsync(withdrawn);
        });
        return visitor;
    }

    private static byte[] Compressed(ReadOnlySpan<byte> bytes)
    {
        using var small = new MemoryStream();
        using (var gzip = new GZipStream(small, CompressionLevel.Optimal))
            gzip.Write(bytes);
        return small.ToArray();
    }
}
