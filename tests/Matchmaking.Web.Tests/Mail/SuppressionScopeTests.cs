using Matchmaking.TestSupport.MailServers;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Mail.Records;
using Matchmaking.Web.Mail.Sending;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Mail;

/// <summary>What a suppression holds back, by who says that there should be one, and whom none can reach.</summary>
public sealed class SuppressionScopeTests(SmtpSite site) : IClassFixture<SmtpSite>
{
    private static readonly SuppressionCause[] Reported =
    [
        SuppressionCause.Complaint,
        SuppressionCause.ReportedBounce,
        SuppressionCause.ReportedRefusal,
    ];

    [Theory]
    [InlineData(SuppressionCause.Complaint)]
    [InlineData(SuppressionCause.ReportedBounce)]
    [InlineData(SuppressionCause.ReportedRefusal)]
    [InlineData(SuppressionCause.HardBounce)]
    [InlineData(SuppressionCause.RefusedByRecipient)]
    [InlineData(SuppressionCause.Desk)]
    public async Task A_report_holds_back_alerts_and_no_mail_that_somebody_waits_for(SuppressionCause cause)
    {
        var person = await site.People.InvestorAsync();
        OutgoingMail[] waiting =
        [
            Later(person, "alert"),
            Later(person, "opportunity.accepted"),
            .. AccountKinds.Select(kind => Later(person, kind)),
        ];
        await site.InDatabaseAsync(db =>
        {
            db.Mails.AddRange(waiting);
            return db.SaveChangesAsync();
        });
        var held = Reported.Contains(cause) ? 2 : waiting.Length;

        Assert.Equal(SuppressionOutcome.Done, await SuppressAsync(person.Email!.ToUpperInvariant(), cause));

        var rows = await site.InDatabaseAsync(db =>
            db.Mails.Where(m => m.PersonId == person.Id).ToDictionaryAsync(m => m.Id, m => m.Suppressed)
        );
        Assert.Equal(
            waiting.Take(held).Select(mail => mail.Id),
            waiting.Where(mail => rows[mail.Id] == SuppressedBecause.Address).Select(mail => mail.Id)
        );
        var (alert, known) = (Rows.MailTo(person.Email!, person, kind: "alert"), Rows.MailTo(person.Email!, person));
        await site.AddMailsAsync(alert, known);
        await site.UntilAsync(alert, MailStatus.Suppressed);
        await site.UntilAsync(known, Reported.Contains(cause) ? MailStatus.Accepted : MailStatus.Suppressed);
        // The desk sends what was held back only as far as it may go out.
        await site.RunAsync<DeskMails>(async mails => Assert.False(await mails.RetryAsync(alert.Id, person.Id, CancellationToken.None)));
    }

    [Fact]
    public async Task What_a_mail_server_or_the_desk_says_takes_the_place_of_a_report_and_not_the_other_way_round()
    {
        var person = await site.People.InvestorAsync(domain: "gone.example");
        await SuppressAsync(person.Email!, SuppressionCause.ReportedBounce);

        site.Server.Script = step =>
            step is { Command: SmtpCommand.RcptTo } && step.Address == person.Email
                ? SmtpAnswer.Say(550, "5.1.1 User unknown")
                : SmtpAnswer.GoOn;
        var (first, second) = (Rows.MailTo(person.Email!, person), Rows.MailTo(person.Email!, person));
        await site.AddMailsAsync(first);
        await site.UntilAsync(first, MailStatus.Failed);
        Assert.Equal(SuppressionCause.HardBounce, await CauseAsync(person));
        await site.AddMailsAsync(second);
        await site.UntilAsync(second, MailStatus.Suppressed);

        await SuppressAsync(person.Email!, SuppressionCause.Complaint);
        Assert.Equal(SuppressionCause.HardBounce, await CauseAsync(person));
    }

    [Fact]
    public async Task Nobody_and_nothing_suppresses_an_administrator()
    {
        var (administrator, colleague, staff) = (
            await site.People.AdministratorAsync(),
            await site.People.AdministratorAsync(),
            await site.People.StaffAsync()
        );
        var waiting = Later(administrator, AccountMails.Reset);
        await site.InDatabaseAsync(db =>
        {
            db.Mails.Add(waiting);
            return db.SaveChangesAsync();
        });

        foreach (var by in new Guid?[] { null, administrator.Id, colleague.Id, staff.Id })
        foreach (var cause in Enum.GetValues<SuppressionCause>())
            Assert.Equal(SuppressionOutcome.Administrators, await SuppressAsync(administrator.Email!.ToUpperInvariant(), cause, by));
        site.Server.Script = step =>
            step is { Command: SmtpCommand.RcptTo } && step.Address == administrator.Email
                ? SmtpAnswer.Say(550, "5.1.1 User unknown")
                : SmtpAnswer.GoOn;
        var refused = Rows.MailTo(administrator.Email!, administrator);
        await site.AddMailsAsync(refused);
        await site.UntilAsync(refused, MailStatus.Failed);
        site.Server.Script = null;

        Assert.Null(await CauseAsync(administrator));
        Assert.Equal(MailStatus.Pending, (await site.RowAsync(waiting)).Status);
        // Whose access was withdrawn is none any more.
        await site.InDatabaseAsync(db =>
            db.Users.Where(p => p.Id == administrator.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(p => p.LockoutEnd, DateTimeOffset.MaxValue))
        );
        Assert.Equal(SuppressionOutcome.Done, await SuppressAsync(administrator.Email!, SuppressionCause.Desk, colleague.Id));
    }

    [Fact]
    public async Task An_address_that_was_suppressed_is_written_to_once_its_owner_is_an_administrator()
    {
        var person = await site.People.StaffAsync();
        await SuppressAsync(person.Email!, SuppressionCause.HardBounce);
        var (before, after) = (Rows.MailTo(person.Email!, person), Rows.MailTo(person.Email!, person));
        await site.AddMailsAsync(before);
        await site.UntilAsync(before, MailStatus.Suppressed);

        await site.RunAsync<UserManager<Person>>(async people =>
            await people.AddToRoleAsync((await people.FindByIdAsync(person.Id.ToString()))!, Role.Administrator)
        );

        await site.AddMailsAsync(after);
        await site.UntilAsync(after, MailStatus.Accepted);
        await site.RunAsync<DeskMails>(async mails => Assert.True(await mails.RetryAsync(before.Id, person.Id, CancellationToken.None)));
        await site.UntilAsync(before, MailStatus.Accepted);
    }

    [Fact]
    public async Task Staff_suppress_no_colleague_but_an_administrator_and_the_product_do()
    {
        var (staff, other, third, administrator) = (
            await site.People.StaffAsync(),
            await site.People.StaffAsync(),
            await site.People.StaffAsync(),
            await site.People.AdministratorAsync()
        );

        Assert.Equal(SuppressionOutcome.Colleagues, await SuppressAsync(other.Email!, SuppressionCause.Desk, staff.Id));
        Assert.Null(await CauseAsync(other));
        Assert.Equal(SuppressionOutcome.Done, await SuppressAsync(other.Email!, SuppressionCause.Desk, administrator.Id));
        Assert.Equal(SuppressionOutcome.Done, await SuppressAsync(third.Email!, SuppressionCause.HardBounce));
        Assert.Equal((SuppressionCause.Desk, SuppressionCause.HardBounce), (await CauseAsync(other), await CauseAsync(third)));
    }

    [Fact]
    public void Every_kind_of_mail_about_an_account_is_called_so() =>
        Assert.All(AccountKinds, kind => Assert.StartsWith(OutgoingMail.AccountKinds, kind, StringComparison.Ordinal));

    private static IEnumerable<string> AccountKinds =>
        typeof(AccountMails).GetFields().Where(kind => kind.IsLiteral).Select(kind => (string)kind.GetRawConstantValue()!);

    /// <summary>A mail that waits and does not go out by itself.</summary>
    private static OutgoingMail Later(Person person, string kind) =>
        new()
        {
            Kind = kind,
            PersonId = person.Id,
            ToAddress = person.Email!,
            Language = "en",
            CreatedAt = TimeProvider.System.GetUtcNow(),
            NotBefore = TimeProvider.System.GetUtcNow().AddDays(100),
        };

    private async Task<SuppressionOutcome> SuppressAsync(string address, SuppressionCause cause, Guid? by = null)
    {
        var outcome = SuppressionOutcome.Done;
        await site.RunAsync<SuppressionRegister>(async list =>
            outcome = await list.AddAsync(address, cause, "said so", by, CancellationToken.None)
        );
        return outcome;
    }

    private Task<SuppressionCause?> CauseAsync(Person person)
    {
        var key = person.Email!.ToLowerInvariant();
        return site.InDatabaseAsync(db =>
            db.MailSuppressions.Where(s => s.Address == key && s.LiftedAt == null)
                .Select(s => (SuppressionCause?)s.Cause)
                .SingleOrDefaultAsync()
        );
    }
}
