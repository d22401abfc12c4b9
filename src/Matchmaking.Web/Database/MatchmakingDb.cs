using Matchmaking.Web.Demo;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Account.Attempts;
using Matchmaking.Web.Features.Account.Requests;
using Matchmaking.Web.Features.Account.Sessions;
using Matchmaking.Web.Features.Account.SignIn;
using Matchmaking.Web.Features.Account.SignUp;
using Matchmaking.Web.Features.Alerts;
using Matchmaking.Web.Features.Enquiries;
using Matchmaking.Web.Features.Enquiries.Owners;
using Matchmaking.Web.Features.Imports.Deals;
using Matchmaking.Web.Features.Inbox;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Features.Matches.Feedback;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Opportunities.Versions;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Features.Organisations.Merge;
using Matchmaking.Web.Features.Progress;
using Matchmaking.Web.Features.Saved;
using Matchmaking.Web.Features.Searches;
using Matchmaking.Web.Features.TrackRecords;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Records;
using Matchmaking.Web.Queues;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Database;

/// <summary>The one database. Each entity's mapping stands beside the entity, in its feature's folder.</summary>
public sealed class MatchmakingDb(DbContextOptions<MatchmakingDb> options)
    : IdentityDbContext<Person, IdentityRole<Guid>, Guid>(options),
        IDataProtectionKeyContext
{
    public DbSet<Organisation> Organisations => Set<Organisation>();
    public DbSet<OrganisationName> OrganisationNames => Set<OrganisationName>();
    public DbSet<ContactPerson> ContactPeople => Set<ContactPerson>();
    public DbSet<OrganisationEntry> OrganisationEntries => Set<OrganisationEntry>();
    public DbSet<OrganisationMerge> OrganisationMerges => Set<OrganisationMerge>();
    public DbSet<Deal> Deals => Set<Deal>();
    public DbSet<DealImport> DealImports => Set<DealImport>();
    public DbSet<Opportunity> Opportunities => Set<Opportunity>();
    public DbSet<OpportunityEvent> OpportunityEvents => Set<OpportunityEvent>();
    public DbSet<OpportunityLook> OpportunityLooks => Set<OpportunityLook>();
    public DbSet<OpportunityVersion> OpportunityVersions => Set<OpportunityVersion>();
    public DbSet<OpportunityState> OpportunityStates => Set<OpportunityState>();
    public DbSet<SavedOpportunity> SavedOpportunities => Set<SavedOpportunity>();
    public DbSet<RecentSearch> RecentSearches => Set<RecentSearch>();
    public DbSet<MissedSearch> MissedSearches => Set<MissedSearch>();
    public DbSet<Mandate> Mandates => Set<Mandate>();
    public DbSet<Match> Matches => Set<Match>();
    public DbSet<OpportunityFeedback> Feedback => Set<OpportunityFeedback>();
    public DbSet<AlertItem> AlertItems => Set<AlertItem>();
    public DbSet<AlertConsent> AlertConsents => Set<AlertConsent>();
    public DbSet<Enquiry> Enquiries => Set<Enquiry>();
    public DbSet<EnquiryMessage> EnquiryMessages => Set<EnquiryMessage>();
    public DbSet<EnquiryFile> EnquiryFiles => Set<EnquiryFile>();
    public DbSet<AnswerPromise> AnswerPromises => Set<AnswerPromise>();
    public DbSet<InboxItem> InboxItems => Set<InboxItem>();
    public DbSet<InboxChange> InboxChanges => Set<InboxChange>();
    public DbSet<OwnerRule> OwnerRules => Set<OwnerRule>();
    public DbSet<Absence> Absences => Set<Absence>();
    public DbSet<DigestRun> DigestRuns => Set<DigestRun>();
    public DbSet<OutgoingMail> Mails => Set<OutgoingMail>();
    public DbSet<MailEvent> MailEvents => Set<MailEvent>();
    public DbSet<MailSuppression> MailSuppressions => Set<MailSuppression>();
    public DbSet<MailStop> MailStops => Set<MailStop>();
    public DbSet<MailDomain> MailDomains => Set<MailDomain>();
    public DbSet<MailSender> MailSenders => Set<MailSender>();
    public DbSet<ProviderState> ProviderStates => Set<ProviderState>();
    public DbSet<ProviderHour> ProviderHours => Set<ProviderHour>();
    public DbSet<ParkedItem> ParkedItems => Set<ParkedItem>();
    public DbSet<QueueRun> QueueRuns => Set<QueueRun>();
    public DbSet<SpentStamp> SpentStamps => Set<SpentStamp>();
    public DbSet<LinkKey> LinkKeys => Set<LinkKey>();
    public DbSet<Session> Sessions => Set<Session>();
    public DbSet<AttemptCount> AttemptCounts => Set<AttemptCount>();
    public DbSet<AccountRequest> AccountRequests => Set<AccountRequest>();
    public DbSet<SignInRequest> SignInRequests => Set<SignInRequest>();
    public DbSet<SignedDocument> SignedDocuments => Set<SignedDocument>();
    public DbSet<ProgressEvent> ProgressEvents => Set<ProgressEvent>();
    public DbSet<AnswerMonth> AnswerMonths => Set<AnswerMonth>();
    public DbSet<SectorFact> SectorFacts => Set<SectorFact>();
    public DbSet<StarterRow> StarterRows => Set<StarterRow>();
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>The keys of <c>mail_providers</c>, which has a row for each from the start.</summary>
    internal static string[] ProviderNames { get; } = Enum.GetNames<ProviderGroup>();

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<Person>().ToTable("people");
        builder.Entity<IdentityRole<Guid>>().ToTable("roles");
        builder.Entity<IdentityUserRole<Guid>>().ToTable("person_roles");
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("person_claims");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("person_logins");
        builder.Entity<IdentityUserToken<Guid>>().ToTable("person_tokens");
        builder.Entity<IdentityRoleClaim<Guid>>().ToTable("role_claims");
        builder.HasSequence<int>(EnquiryMapping.Numbers);
        builder.ApplyConfigurationsFromAssembly(typeof(MatchmakingDb).Assembly);
    }
}
