using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Links;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Records;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Mail;

/// <summary>Tells the administrators by mail that somebody must look at the mails: once a day for each trouble.</summary>
public sealed class DeskNotices(MatchmakingDb db, RecipientProviders providers, TimeProvider time) : IDeskNotices
{
    public const string Kind = "desk.mail-trouble";
    private const int LongestAbout = 254,
        LongestSaid = 1000;

    /// <inheritdoc/>
    public async Task AddAsync(string what, string about, string said, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        (about, said) = (CleanText.Line(about, LongestAbout), CleanText.Line(Tokens.Without(said), LongestSaid));
        var key = CleanText.Cut($"{what}:{BakuDay.Of(now):yyyyMMdd}:{about}", 64);
        var administrators = await db
            .Users.AsNoTracking()
            .Where(p =>
                p.EmailConfirmed
                && db.UserRoles.Any(held =>
                    held.UserId == p.Id && db.Roles.Any(role => role.Id == held.RoleId && role.Name == Role.Administrator)
                )
            )
            .ToListAsync(cancel);
        foreach (var person in administrators.Where(person => !person.IsDisabled))
        {
            if (
                await db.Mails.AnyAsync(
                    m => m.PersonId == person.Id && m.Kind == Kind && m.About == key && m.Status != MailStatus.Suppressed,
                    cancel
                )
            )
                continue;
            db.Mails.Add(
                new()
                {
                    Kind = Kind,
                    PersonId = person.Id,
                    About = key,
                    ToAddress = person.Email!,
                    Language = person.Language,
                    Provider = providers.Of(person.Email!),
                    Data = new()
                    {
                        ["what"] = what,
                        ["about"] = about,
                        ["said"] = said,
                    },
                    CreatedAt = now,
                    NotBefore = now,
                }
            );
        }
        await db.SaveChangesAsync(cancel);
    }
}

/// <summary>The notice itself.</summary>
public sealed class DeskNoticeMail(SiteAddress site) : IMailTemplate
{
    public string Kind => DeskNotices.Kind;

    /// <inheritdoc/>
    public Task<MailContent?> WriteAsync(OutgoingMail mail, Text text, CancellationToken cancel) =>
        Task.FromResult<MailContent?>(Write(mail.Data["what"], mail.Data["about"], mail.Data["said"], text));

    /// <inheritdoc/>
    public IEnumerable<MailSample> Samples(Text text)
    {
        yield return new(Kind, Write("complaint", "investor@example.com", "abuse", text));
        yield return new(Kind + ".refused", Write("refused", nameof(ProviderGroup.Tencent), "550 Mail content denied", text));
        yield return new(Kind + ".relay", Write("relay", "smtp.example.org:587", "554 5.7.1 Relay access denied", text));
        yield return new(Kind + ".canary", Write("canary", "canary", "2026-11-25T08:30:00Z", text));
    }

    private MailContent Write(string what, string about, string said, Text text) =>
        new(
            text[$"mail.trouble.{what}.subject", ("about", about)],
            new MailBody(text)
                .Heading(text[$"mail.trouble.{what}.subject", ("about", about)], large: true)
                .Paragraph(text[$"mail.trouble.{what}.text"])
                .Facts([(text["mail.trouble.said"], said)])
                .Button(text["mail.trouble.act"], site.Link(SiteLinks.DeskMailHealth))
        );
}
