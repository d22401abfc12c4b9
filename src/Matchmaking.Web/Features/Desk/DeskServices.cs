using Matchmaking.Web.Features.Desk.Opportunities;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Opportunities.Form;
using Matchmaking.Web.Mail;

namespace Matchmaking.Web.Features.Desk;

public static class DeskServices
{
    public static void AddDesk(this IServiceCollection services)
    {
        services.AddScoped<OpportunityReader>();
        services.AddScoped<OpportunitySave>().AddScoped<Publishing>();
        services.AddScoped<ReachFinder>().AddScoped<SavedWords>();
        services.AddScoped<Reviews.ReasonedServices>();
        services.AddScoped<Enquiries.EnquiryTools>().AddScoped<Enquiries.EnquiryReading>().AddScoped<Enquiries.AnswerPreviews>();
        services.AddSingleton(Queues.ParkedSource.Source).AddScoped<Inbox.InboxSearch>();
        services.AddScoped<Organisations.OrganisationReader>();
        services.AddScoped<Progress.RecordFields>().AddScoped<Progress.Documents.DocumentReader>().AddScoped<Progress.Facts.FactReader>();
        services.AddScoped<Mail.Samples.MailSamples>().AddScoped<IDeskNotices, Mail.DeskNotices>();
    }
}
