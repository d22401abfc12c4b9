using System.Buffers.Binary;
using System.Globalization;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Enquiries;
using Matchmaking.Web.Features.Organisations;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Benchmarks.Crash;

/// <summary>
/// What workers do with enquiries. Each has a number, from which all else of it follows, so that whoever does it again does the same.
/// </summary>
internal static class EnquiryWork
{
    /// <summary>Who answers, and who hears of what is late.</summary>
    public const string Owner = "owner@desk.example",
        Head = "head@desk.example";

    private static readonly string[] Languages = ["zh", "az", "en"];

    /// <summary>The enquiry of a number.</summary>
    public static Guid Id(int number) => Numbered(number, 1);

    /// <summary>What answers the enquiry of a number.</summary>
    public static Guid AnswerId(int number) => Numbered(number, 2);

    /// <summary>Stands in what is asked and nowhere else.</summary>
    public static string Question(int number) => string.Create(CultureInfo.InvariantCulture, $"Q{number:D6}");

    /// <summary>Stands in what is answered and nowhere else.</summary>
    public static string Answer(int number) => string.Create(CultureInfo.InvariantCulture, $"A{number:D6}");

    /// <summary>Stands in what comes next and nowhere else.</summary>
    public static string Step(int number) => string.Create(CultureInfo.InvariantCulture, $"S{number:D6}");

    /// <summary>Who asks.</summary>
    public static string Asker(int number) => $"asker{number % Languages.Length}@enquirers.example";

    /// <summary>Who is there: one who answers, one who heads the desk, and an investor of each language.</summary>
    public static async Task MakePeopleAsync(IServiceProvider node)
    {
        await using var scope = node.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MatchmakingDb>();
        var roles = await db.Roles.ToDictionaryAsync(role => role.Name!, role => role.Id);
        foreach (var (email, role) in new[] { (Owner, Role.Staff), (Head, Role.Administrator) })
        {
            var person = Make(email, "en");
            (person.PasswordHash, person.IsHead) = ("-", email == Head);
            db.Add(person);
            db.Add(new IdentityUserRole<Guid> { UserId = person.Id, RoleId = roles[role] });
        }
        for (var i = 0; i < Languages.Length; i++)
        {
            var person = Make(Asker(i), Languages[i]);
            person.Organisation = new()
            {
                Name = $"Enquirer {i}",
                Country = "CN",
                CreatedAt = person.CreatedAt,
            };
            db.Add(person);
        }
        await db.SaveChangesAsync();
    }

    /// <summary>Does it, through what the pages and jobs call.</summary>
    /// <returns>Whether it had been done before, by somebody who died before it was marked.</returns>
    public static async Task<bool> DoAsync(IServiceProvider services, Work work)
    {
        if (work.Kind == Work.Call)
        {
            await services.GetRequiredService<EnquiryCalls>().CallAsync(CancellationToken.None);
            return false;
        }
        var number = NumberOf(work.Subject!.Value);
        var db = services.GetRequiredService<MatchmakingDb>();
        var isAgain = work.Kind switch
        {
            Work.Ask => await db.Enquiries.AnyAsync(enquiry => enquiry.Id == Id(number)),
            Work.Answer => await db.EnquiryMessages.AnyAsync(message => message.Id == AnswerId(number)),
            _ => await db.Enquiries.AnyAsync(enquiry => enquiry.Id == Id(number) && enquiry.NextStep != null),
        };
        await (
            work.Kind switch
            {
                Work.Ask => AskAsync(services, number),
                Work.Answer => AnswerAsync(services, number),
                _ => PlanAsync(services, number, isAgain),
            }
        );
        return isAgain;
    }

    private static async Task AskAsync(IServiceProvider services, int number)
    {
        var person = await FindAsync(services, Asker(number));
        var draft = new EnquiryDraft(
            Id(number),
            null,
            "auto",
            null,
            null,
            EnquiryChannel.Site,
            null,
            $"Which plots have power? {Question(number)}",
            EnquiryIntent.Invest,
            default,
            person.Language
        );
        await services.GetRequiredService<EnquiryService>().ReceiveAsync(draft, person.Id, CancellationToken.None);
    }

    private static async Task AnswerAsync(IServiceProvider services, int number)
    {
        var owner = await FindAsync(services, Owner);
        var said = new EnquiryMessage
        {
            Id = AnswerId(number),
            EnquiryId = Id(number),
            Kind = MessageKind.Answer,
            At = services.GetRequiredService<TimeProvider>().GetUtcNow(),
            AuthorId = owner.Id,
            AuthorName = owner.DisplayName,
            Via = EnquiryChannel.Site,
            Language = owner.Language,
            Text = $"The one in Sumgayit. {Answer(number)}",
        };
        if (!await services.GetRequiredService<EnquiryService>().TellAsync(said, null, CancellationToken.None))
            throw new InvalidOperationException($"{Question(number)} is being taken in by somebody else and has no answer yet.");
    }

    private static async Task PlanAsync(IServiceProvider services, int number, bool isAgain)
    {
        var owner = await FindAsync(services, Owner);
        var mails = services.GetRequiredService<EnquiryMails>();
        var isDone = await services
            .GetRequiredService<EnquiryService>()
            .ChangeAsync(
                Id(number),
                enquiry =>
                {
                    if (!enquiry.Plan($"A visit. {Step(number)}", new(2099, 1, 2), null, owner.Id, enquiry.UpdatedAt))
                        return Task.FromResult(false);
                    mails.ToldOfStep(enquiry);
                    return Task.FromResult(true);
                },
                CancellationToken.None
            );
        if (!isDone && !isAgain)
            throw new InvalidOperationException($"{Question(number)} is being taken in by somebody else and has no step yet.");
    }

    private static Task<Person> FindAsync(IServiceProvider services, string email) =>
        services
            .GetRequiredService<MatchmakingDb>()
            .Users.Include(person => person.Organisation)
            .SingleAsync(person => person.Email == email);

    private static Guid Numbered(int number, short what) => new(number, what, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 0);

    private static int NumberOf(Guid id) => BinaryPrimitives.ReadInt32BigEndian(id.ToByteArray(bigEndian: true));

    private static Person Make(string email, string language) =>
        new()
        {
            UserName = email,
            NormalizedUserName = email.ToUpperInvariant(),
            Email = email,
            NormalizedEmail = email.ToUpperInvariant(),
            EmailConfirmed = true,
            FullName = email.Split('@')[0],
            Language = language,
            SecurityStamp = "-",
            CreatedAt = TimeProvider.System.GetUtcNow(),
        };
}
