using System.Text;
using Matchmaking.Web.Features.Alerts;
using Matchmaking.Web.Features.Desk.Mail.Samples;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Reference;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Mail;

/// <summary>Every mail of the product, as its sample shows it: what mail programs want of all of them.</summary>
public sealed class MailSampleTests(Site site) : IClassFixture<Site>
{
    private const int CutOff = 100 * 1024;

    public static TheoryData<string> Languages => [.. Language.All];

    [Theory, MemberData(nameof(Languages))]
    public async Task Each_kind_has_a_sample_that_every_mail_program_shows(string language) =>
        await site.RunAsync<MailSamples>(samples =>
        {
            var mails = samples.In(language).ToList();
            Assert.Equal(mails.Count, mails.DistinctBy(mail => mail.Name).Count());
            Assert.All(
                mails,
                mail =>
                {
                    Assert.InRange(Encoding.UTF8.GetByteCount(mail.Html), 1, CutOff);
                    Assert.DoesNotContain("<img", mail.Html, StringComparison.OrdinalIgnoreCase);
                    Assert.DoesNotContain("url(", mail.Html, StringComparison.OrdinalIgnoreCase);
                    Assert.DoesNotContain("<style", mail.Html, StringComparison.OrdinalIgnoreCase);
                    Assert.DoesNotContain("<script", mail.Html, StringComparison.OrdinalIgnoreCase);
                    Assert.DoesNotContain(" class=", mail.Html, StringComparison.OrdinalIgnoreCase);
                    Assert.Contains($"<html lang=\"{language}\">", mail.Html, StringComparison.Ordinal);
                    Assert.InRange(mail.Plain.Trim().Length, 80, CutOff);
                    Assert.False(string.IsNullOrWhiteSpace(mail.Subject));
                    Assert.False(mail.Subject.StartsWith(new SiteSettings().Name, StringComparison.Ordinal), mail.Subject);
                    Assert.DoesNotContain('{', mail.Subject + mail.Plain);
                }
            );
            return Task.CompletedTask;
        });

    [Fact]
    public async Task No_kind_is_forgotten() =>
        await site.RunAsync<IEnumerable<IMailTemplate>>(templates =>
        {
            var text = new Text(new Texts(), Language.English);
            Assert.All(
                templates,
                template =>
                {
                    var names = template.Samples(text).Select(sample => sample.Name).ToList();
                    Assert.All(template.Kinds, kind => Assert.Contains(kind, names));
                }
            );
            return Task.CompletedTask;
        });

    [Theory, MemberData(nameof(Languages))]
    public async Task A_digest_of_twenty_with_the_longest_texts_is_not_cut_off(string language) =>
        await site.RunAsync<IServiceProvider>(services =>
        {
            var reference = services.GetRequiredService<ReferenceData>();
            var alerts = services.GetServices<IMailTemplate>().OfType<AlertMail>().Single();
            var text = new Text(services.GetRequiredService<Texts>(), language);
            // Three bytes each in UTF-8, as Chinese has them.
            static Localized Long(int length) => new(new('长', length), new('长', length), new('长', length));
            var entries = Enumerable
                .Range(0, AlertMail.Most)
                .Select(i =>
                {
                    var sample = AlertSamples.Entries(text, reference)[0];
                    var mandate = new Mandate
                    {
                        OrganisationId = Guid.Empty,
                        OwnerId = Guid.Empty,
                        Name = new('长', Mandate.NameLength),
                        Currency = "USD",
                        TicketFrom = 1,
                        TicketTo = 999_999_999_999,
                        Sectors = [.. reference.Sectors.Select(sector => sector.Code)],
                    };
                    var listing = Listings.Opportunity(o =>
                        (o.Title, o.Summary, o.Promoter) = (Long(Opportunity.TitleLength), Long(Opportunity.SummaryLength), Long(300))
                    );
                    return sample with { Opportunity = listing, Mandate = mandate, Fits = [mandate, mandate] };
                })
                .ToList();

            var (html, plain) = services.GetRequiredService<MailMessages>().Bodies(language, alerts.Write(entries, Guid.Empty, text));

            Assert.InRange(Encoding.UTF8.GetByteCount(html), 1, CutOff);
            Assert.Equal(AlertMail.Most, plain.Split("?answer=fits").Length - 1);
            return Task.CompletedTask;
        });

    [Fact]
    public async Task The_desk_sees_them_in_frames_under_a_policy_of_their_own()
    {
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());
        var page = await staff.OpenAsync("/desk/mail/samples?language=az");
        var frames = page.Document.QuerySelectorAll("iframe");
        Assert.Equal(2 * page.Document.QuerySelectorAll(".mail-sample").Length, frames.Length);
        Assert.All(frames, frame => Assert.Equal("", frame.GetAttribute("sandbox")));

        var mail = await staff.OpenAsync(frames[0].GetAttribute("src")!);
        Assert.Equal(
            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox",
            mail.Response.Headers.GetValues("Content-Security-Policy").Single()
        );
        Assert.Equal("az", mail.Document.DocumentElement.GetAttribute("lang"));
        Assert.Equal(404, (int)(await staff.OpenAsync("/desk/mail/samples/nonsense/az")).Status);
        Assert.Equal(404, (int)(await staff.OpenAsync("/desk/mail/samples/alert/fr")).Status);
    }
}
