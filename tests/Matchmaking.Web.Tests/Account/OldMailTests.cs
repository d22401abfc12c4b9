using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Records;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Account;

/// <summary>A mail with a link that waited, or is sent again, after the password or the address has changed opens nothing.</summary>
public sealed class OldMailTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData(AccountMails.Reset)]
    [InlineData(AccountMails.EmailChange)]
    [InlineData(AccountMails.Confirm)]
    [InlineData(AccountMails.Invitation)]
    [InlineData(AccountMails.SignIn)]
    public async Task It_is_not_written_any_more(string kind)
    {
        var (now, before) = (await NewAsync(kind), await NewAsync(kind));
        await site.RunAsync<UserManager<Person>>(async people =>
            await people.UpdateSecurityStampAsync((await people.FindByIdAsync(before.Person.Id.ToString()))!)
        );

        Assert.True(await IsWrittenAsync(kind, now.Mail));
        Assert.False(await IsWrittenAsync(kind, before.Mail));
    }

    private async Task<(Person Person, OutgoingMail Mail)> NewAsync(string kind)
    {
        var person = kind == AccountMails.Invitation ? await site.People.StaffAsync() : await site.People.InvestorAsync();
        if (kind is AccountMails.Confirm or AccountMails.Invitation)
            await site.InDatabaseAsync(db =>
                db.Users.Where(p => p.Id == person.Id)
                    .ExecuteUpdateAsync(set =>
                        set.SetProperty(p => p.EmailConfirmed, kind == AccountMails.Invitation)
                            .SetProperty(p => p.PasswordHash, p => kind == AccountMails.Invitation ? null : p.PasswordHash)
                    )
            );
        var request = Guid.CreateVersion7();
        if (kind == AccountMails.SignIn)
            await site.RunAsync<Matchmaking.Web.Features.Account.SignIn.SignInRequests>(async requests =>
            {
                await site.InDatabaseAsync(db =>
                {
                    db.SignInRequests.Add(
                        new()
                        {
                            Id = request,
                            Account = "",
                            ExpiresAt = TimeProvider.System.GetUtcNow().AddMinutes(15),
                        }
                    );
                    return db.SaveChangesAsync();
                });
                await requests.GrantAsync(request, person, CancellationToken.None);
            });
        return (person, await MailAsync(person, kind, request));
    }

    /// <summary>As it stands among the mails, and never saved: nobody sends it meanwhile.</summary>
    private async Task<OutgoingMail> MailAsync(Person person, string kind, Guid request)
    {
        OutgoingMail? added = null;
        await site.RunAsync<IServiceProvider>(services =>
        {
            var db = (Web.Database.MatchmakingDb)services.GetService(typeof(Web.Database.MatchmakingDb))!;
            ((AccountMails)services.GetService(typeof(AccountMails))!).Add(
                person,
                person.Email!,
                kind,
                ("email", "next@example.org"),
                ("request", request.ToString())
            );
            added = db.Mails.Local.Single();
            return Task.CompletedTask;
        });
        return added!;
    }

    private async Task<bool> IsWrittenAsync(string kind, OutgoingMail mail)
    {
        var written = false;
        await site.RunAsync<IEnumerable<IMailTemplate>>(async templates =>
            written =
                await templates
                    .Single(template => template.Kinds.Contains(kind))
                    .WriteAsync(mail, new(new Web.Languages.Texts(), "en"), CancellationToken.None)
                    is not null
        );
        return written;
    }
}
