using Matchmaking.Web.Calendar;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Enquiries;
using Matchmaking.Web.Features.Enquiries.Owners;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Matchmaking.Web.Tests.Enquiries;

/// <summary>Who is told that an answer is owed, who gets a new enquiry, and who stands in for whom.</summary>
public sealed class EnquiryCallsTests(EnquiryCallsTests.MondayMorning site) : IClassFixture<EnquiryCallsTests.MondayMorning>
{
    public sealed class MondayMorning : Site
    {
        /// <summary>A Monday in a week without holidays, 10:00 in Baku; far enough ahead for sessions and links made now.</summary>
        public FakeTimeProvider Clock { get; } = new(new(2026, 12, 7, 6, 0, 0, TimeSpan.Zero));

        protected override void Change(IServiceCollection services) => services.AddSingleton<TimeProvider>(Clock);
    }

    [Fact]
    public async Task The_owner_is_reminded_at_half_time_and_the_head_is_told_when_it_is_late()
    {
        var (owner, head) = (await site.People.StaffAsync(), await site.People.StaffAsync());
        await ChangeAsync(head, set => set.SetProperty(p => p.IsHead, true));
        await site.InDatabaseAsync(db => db.OwnerRules.ExecuteDeleteAsync());
        var enquiry = await OwnedByAsync(owner);
        var began = site.Clock.GetUtcNow();

        await AtAsync(enquiry, PromiseKind.First, half: true);
        Assert.Equal(
            (1, 0),
            (await CountAsync(owner, enquiry, EnquiryMails.Reminder), await CountAsync(head, enquiry, EnquiryMails.Reminder))
        );
        await AtAsync(enquiry, PromiseKind.First, half: false);
        await CallAsync();

        Assert.Equal((1, 1), (await CountAsync(owner, enquiry, EnquiryMails.Late), await CountAsync(head, enquiry, EnquiryMails.Late)));
        Assert.True(site.Clock.GetUtcNow() > began);
    }

    [Fact]
    public async Task A_reminder_whose_answer_was_given_before_it_went_out_is_not_sent()
    {
        var owner = await site.People.StaffAsync();
        var enquiry = await OwnedByAsync(owner);
        await AtAsync(enquiry, PromiseKind.First, half: true);
        Assert.NotNull(await WrittenAsync(owner));
        await TellAsync(enquiry, owner);

        Assert.Null(await WrittenAsync(owner));
    }

    [Fact]
    public async Task The_rule_that_says_most_decides_and_of_equal_ones_whoever_has_least_to_do()
    {
        await site.InDatabaseAsync(db => db.OwnerRules.ExecuteDeleteAsync());
        var (any, energy, chinese) = (await site.People.StaffAsync(), await site.People.StaffAsync(), await site.People.StaffAsync());
        await AddAsync(
            new OwnerRule { PersonId = any.Id },
            new OwnerRule { Sector = "renw", PersonId = energy.Id },
            new OwnerRule
            {
                Sector = "renw",
                Language = "zh-Hans",
                PersonId = chinese.Id,
            }
        );

        var investor = await site.People.InvestorAsync("zh-Hans");
        var english = await site.People.InvestorAsync();

        Assert.Equal(any.Id, (await site.AskAsync(english, change: d => d with { Sector = "auto" })).OwnerId);
        Assert.Equal(energy.Id, (await site.AskAsync(english, change: d => d with { Sector = "renw.solar" })).OwnerId);
        Assert.Equal(chinese.Id, (await site.AskAsync(investor, change: d => d with { Sector = "renw.solar" })).OwnerId);
        await site.InDatabaseAsync(db => db.OwnerRules.ExecuteDeleteAsync());
    }

    [Fact]
    public async Task Whoever_is_away_gets_nothing_new_and_what_is_open_goes_to_the_deputy_and_comes_back()
    {
        await site.InDatabaseAsync(db => db.OwnerRules.ExecuteDeleteAsync());
        var (away, deputy) = (await site.People.StaffAsync(), await site.People.StaffAsync());
        await AddAsync(new OwnerRule { PersonId = away.Id });
        var open = await site.AskAsync(await site.People.InvestorAsync());
        Assert.Equal(away.Id, open.OwnerId);
        var today = BakuDay.Of(site.Clock);
        var absence = new Absence
        {
            PersonId = away.Id,
            DeputyId = deputy.Id,
            From = today,
            Until = today,
        };
        await AddAsync(absence);

        Assert.Equal(deputy.Id, (await site.AskAsync(await site.People.InvestorAsync())).OwnerId);
        await CoverAsync();
        Assert.Equal((deputy.Id, away.Id), await OwnersAsync(open));
        await site.InDatabaseAsync(db => db.Absences.Where(a => a.Id == absence.Id).ExecuteDeleteAsync());
        await CoverAsync();

        Assert.Equal((away.Id, null), await OwnersAsync(open));
        await site.InDatabaseAsync(db => db.OwnerRules.ExecuteDeleteAsync());
    }

    [Fact]
    public async Task What_was_somebody_s_whose_access_is_withdrawn_gets_another_owner_who_is_told()
    {
        await site.InDatabaseAsync(db => db.OwnerRules.ExecuteDeleteAsync());
        var (gone, next) = (await site.People.StaffAsync(), await site.People.StaffAsync());
        await AddAsync(new OwnerRule { PersonId = next.Id });
        var enquiry = await OwnedByAsync(gone);
        await ChangeAsync(gone, set => set.SetProperty(p => p.LockoutEnd, DateTimeOffset.MaxValue));

        await CoverAsync();

        Assert.Equal((next.Id, null), await OwnersAsync(enquiry));
        Assert.Equal(1, await AssignedAsync(next));
        await CoverAsync();
        Assert.Equal(1, await AssignedAsync(next));
        await site.InDatabaseAsync(db => db.OwnerRules.ExecuteDeleteAsync());
    }

    [Fact]
    public async Task Two_deputies_of_each_other_who_are_both_away_leave_nobody_an_empty_chair()
    {
        await site.InDatabaseAsync(db => db.OwnerRules.ExecuteDeleteAsync());
        var (one, other, _) = (await site.People.StaffAsync(), await site.People.StaffAsync(), await site.People.StaffAsync());
        var today = BakuDay.Of(site.Clock);
        await AddAsync(
            new OwnerRule { PersonId = one.Id },
            new Absence
            {
                PersonId = one.Id,
                DeputyId = other.Id,
                From = today,
                Until = today,
            },
            new Absence
            {
                PersonId = other.Id,
                DeputyId = one.Id,
                From = today,
                Until = today,
            }
        );

        var owner = (await site.AskAsync(await site.People.InvestorAsync())).OwnerId;

        Assert.NotNull(owner);
        Assert.DoesNotContain(owner.Value, new[] { one.Id, other.Id });
        await site.InDatabaseAsync(db => db.Absences.ExecuteDeleteAsync());
        await site.InDatabaseAsync(db => db.OwnerRules.ExecuteDeleteAsync());
    }

    private async Task<Enquiry> OwnedByAsync(Person owner)
    {
        var enquiry = await site.AskAsync(await site.People.InvestorAsync());
        await site.RunAsync<EnquiryService>(enquiries => enquiries.AssignAsync(enquiry.Id, owner.Id, null, null, CancellationToken.None));
        return await site.ReadAsync(enquiry.Id);
    }

    /// <summary>At half time of a promise, or when it is due.</summary>
    private async Task AtAsync(Enquiry enquiry, PromiseKind kind, bool half)
    {
        var promise = (await site.ReadAsync(enquiry.Id)).Promises.Single(p => p.Kind == kind);
        var moment = half ? promise.CallAt!.Value : promise.DueAt;
        if (moment > site.Clock.GetUtcNow())
            site.Clock.SetUtcNow(moment);
        await CallAsync();
    }

    /// <summary>The reminder to a person as it would be written now; null when it would not be sent.</summary>
    private async Task<MailContent?> WrittenAsync(Person owner)
    {
        using var scope = site.Services.CreateScope();
        var mail = await site.InDatabaseAsync(db =>
            db.Mails.AsNoTracking().SingleAsync(m => m.PersonId == owner.Id && m.Kind == EnquiryMails.Reminder)
        );
        return await scope
            .ServiceProvider.GetServices<IMailTemplate>()
            .Single(template => template.Kinds.Contains(mail.Kind))
            .WriteAsync(mail, new(scope.ServiceProvider.GetRequiredService<Texts>(), "en"), CancellationToken.None);
    }

    private Task CallAsync() => site.RunAsync<EnquiryCalls>(calls => calls.CallAsync(CancellationToken.None));

    private Task CoverAsync() => site.RunAsync<EnquiryCalls>(calls => calls.CoverAsync(CancellationToken.None));

    private Task TellAsync(Enquiry enquiry, Person officer) => site.TellAsync(enquiry, officer, MessageKind.Answer);

    private Task<int> CountAsync(Person person, Enquiry enquiry, string kind)
    {
        var about = enquiry.Promises.Single(p => p.Kind == PromiseKind.First).Id.ToString("N");
        return site.InDatabaseAsync(db => db.Mails.CountAsync(m => m.PersonId == person.Id && m.Kind == kind && m.About == about));
    }

    private Task<int> AssignedAsync(Person person) =>
        site.InDatabaseAsync(db => db.Mails.CountAsync(m => m.PersonId == person.Id && m.Kind == EnquiryMails.Assigned));

    private Task<int> AddAsync(params object[] rows) =>
        site.InDatabaseAsync(db =>
        {
            db.AddRange(rows);
            return db.SaveChangesAsync();
        });

    private Task<int> ChangeAsync(Person person, Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<Person>> change) =>
        site.InDatabaseAsync(db => db.Users.Where(p => p.Id == person.Id).ExecuteUpdateAsync(change));

    private async Task<(Guid?, Guid?)> OwnersAsync(Enquiry enquiry) =>
        await site.ReadAsync(enquiry.Id) is var read ? (read.OwnerId, read.CoveredForId) : default;
}
