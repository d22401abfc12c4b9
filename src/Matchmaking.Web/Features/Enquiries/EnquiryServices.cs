using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Enquiries.Answers;
using Matchmaking.Web.Features.Enquiries.Letters;
using Matchmaking.Web.Features.Enquiries.Owners;
using Matchmaking.Web.Features.Inbox;
using Matchmaking.Web.Features.Organisations.Merge;
using Matchmaking.Web.Jobs;
using Matchmaking.Web.Mail.Incoming;

namespace Matchmaking.Web.Features.Enquiries;

public static class EnquiryServices
{
    /// <summary>
    /// An enquiry waits while an answer is owed and for its next step, else until its owner checks back; for an investor who was asked
    /// something until that day has come.
    /// </summary>
    private const string Waiting = """
        SELECT e.id::text AS subject, left(e.contact_name || ' · ' || e.company, 300) AS who,
            left(coalesce(o.title_zh, m.text), 300) AS title_zh, left(coalesce(o.title_az, m.text), 300) AS title_az,
            left(coalesce(o.title_en, m.text), 300) AS title_en, left(m.text, 300) AS original, e.received_at AS since,
            coalesce(e.due_at, (e.next_step_on + time '18:00') AT TIME ZONE 'Asia/Baku') AS due_at,
            e.paused_at IS NOT NULL AND coalesce(e.next_step_on > @today, true) AS is_paused,
            (CASE e.priority WHEN 'High' THEN 2 WHEN 'Normal' THEN 1 ELSE 0 END)::smallint AS priority,
            CASE WHEN e.due_at IS NULL THEN e.next_step END AS step,
            e.due_at IS NULL AND e.next_step IS NULL AS is_check_back,
            CASE WHEN e.intent IN ('ContractWork', 'SellGoods') THEN e.intent END AS intent, e.owner_id
        FROM enquiries AS e
        LEFT JOIN opportunities AS o ON o.id = e.opportunity_id
        LEFT JOIN LATERAL (SELECT text FROM enquiry_messages WHERE enquiry_id = e.id ORDER BY at, id LIMIT 1) AS m ON true
        WHERE (@subject IS NULL OR e.id = @subject::uuid)
            AND (e.due_at IS NOT NULL OR e.state NOT IN ('Signed', 'Declined', 'Expired', 'Withdrawn'))
        """;

    private const string WaitingLetters = """
        SELECT l.id::text AS subject, left(coalesce(nullif(l.name, '') || ' · ', '') || coalesce(l.address, ''), 300) AS who,
            l.subject AS title_zh, l.subject AS title_az, l.subject AS title_en, left(l.text, 300) AS original, l.received_at AS since,
            NULL::timestamptz AS due_at, false AS is_paused, 1::smallint AS priority, e.owner_id
        FROM incoming_letters AS l LEFT JOIN enquiries AS e ON e.id = l.enquiry_id
        WHERE l.state = 'Waiting' AND (@subject IS NULL OR l.id = @subject::uuid)
        """;

    public static void AddEnquiries(this IServiceCollection services)
    {
        services
            .AddOptions<EnquiriesSettings>()
            .BindConfiguration("Enquiries", binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddScoped<EnquiryService>().AddScoped<EnquiryMails>().AddScoped<OwnerFinder>();
        services
            .AddScoped<EnquiryFiles>()
            .AddScoped<EnquiryLetters>()
            .AddScoped<IIncomingLetters>(provider => provider.GetRequiredService<EnquiryLetters>());
        services.AddScoped<AnswerReader>().AddScoped<PlanReader>().AddScoped<AnswerTemplates>().AddScoped<AnswerDrafts>();
        services.AddScoped<EnquiryReader>().AddScoped<EnquiryRequests>();
        services
            .AddScoped<EnquiryCalls>()
            .AddScheduledJob<EnquiryCallsJob>(EnquiryCalls.Queue, "* * * * *", TimeSpan.FromMinutes(5))
            .AddScoped<EnquiryRetention>()
            .AddScheduledJob<EnquiryRetentionJob>("enquiry-retention", "50 20 * * *", TimeSpan.FromHours(26))
            .AddScheduledJob<EnquiryCalendarJob>("enquiry-calendar", "20 20 * * *", TimeSpan.FromHours(26));
        services.AddSingleton( // It may be an enquiry, whose clock counts from when it came.
            new InboxSource(InboxKind.Letter, WaitingLetters) { IsFollowed = true, WorkingDays = Enquiry.FirstDays }
        );
        services.AddSingleton(
            new InboxSource(InboxKind.Enquiry, Waiting)
            {
                HasOwner = true,
                HasSteps = true,
                IsFollowed = true,
            }
        );
        services.AddScoped<IInboxOwners, EnquiryOwners>();
        services.AddScoped<AnswerMonths>().AddScheduledJob<AnswerMonthsJob>("answer-months", "40 20 * * *", TimeSpan.FromHours(26));
        services.AddSingleton(new PublicRows(typeof(AnswerMonth)));
        services.AddOwnedRows<Enquiry, Guid?>("Enquiries", enquiry => enquiry.Id, enquiry => enquiry.OrganisationId);
    }
}
