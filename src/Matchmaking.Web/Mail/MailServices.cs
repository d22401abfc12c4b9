using Matchmaking.Web.Database;
using Matchmaking.Web.Jobs;
using Matchmaking.Web.Mail.Canary;
using Matchmaking.Web.Mail.Incoming;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Sending;
using Matchmaking.Web.Mail.Signing;
using Matchmaking.Web.Mail.Transport;
using Matchmaking.Web.Queues;
using Microsoft.Extensions.Options;

namespace Matchmaking.Web.Mail;

public static class MailServices
{
    public static void AddMail(
        this IServiceCollection services,
        IConfiguration configuration,
        IWebHostEnvironment environment,
        DataFolder data
    )
    {
        services.AddOptions<SiteSettings>().BindConfiguration("Site");
        services.AddOptions<MailSettings>().BindConfiguration("Mail").ValidateOnStart();
        services.AddSingleton<IValidateOptions<MailSettings>, MailSettingsCheck>();
        if (environment.IsDevelopment())
            services.PostConfigure<MailSettings>(mail => mail.Sender.Address ??= "alerts@localhost");
        services.AddSingleton<SiteAddress>();
        services.AddSingleton<LinkTokens>();
        services.AddSingleton<MailSignal>();
        services.AddSingleton<SenderAddress>();
        services.AddProviders();
        services.AddSigning(configuration);
        services.AddSingleton<RecipientProviders>();
        services.AddScoped<DomainLookups>();
        services.AddScoped<MailMessages>();
        services.AddScoped<MailWriter>();
        services.AddScoped<SuppressionRegister>();
        services.AddScoped<CanaryWatch>();
        services.AddScoped(provider => new BounceAddress(provider.GetRequiredService<LinkTokens>().Keys));
        services.AddScoped(provider => new EnquiryAddress(provider.GetRequiredService<LinkTokens>().Keys));
        services.AddScoped<ReportReader>().AddScoped<Incoming.Letters.LetterReader>();
        services.AddScoped<IncomingMailHandling>();
        services.AddScoped<ReportMailbox>();
        services.AddSingleton<MailboxPauses>();
        services.AddSingleton<IValidateOptions<MailSettings>, TlsSettingsCheck>();
        services.AddScoped<MailRetention>();
        services.AddScoped<MailStops>();
        services.AddScoped<DeskMails>();
        services.AddSingleton<MailWakeUp>();
        services
            .AddScheduledJob<SweepMailsJob>("sweep-mails", "* * * * *", TimeSpan.FromMinutes(5))
            .AddScheduledJob<CanaryJob>("canary", "*/5 * * * *", TimeSpan.FromMinutes(20))
            .AddScheduledJob<MailboxJob>("mailbox", "* * * * *", TimeSpan.FromMinutes(5))
            .AddScheduledJob<MailDomainsJob>("mail-domains", "* * * * *", TimeSpan.FromMinutes(10))
            .AddScheduledJob<MailRetentionJob>("mail-retention", "10 21 * * *", TimeSpan.FromHours(26));
        services.AddSingleton<MailDatabase>();
        services.AddSingleton<MailQueue>();
        services.AddSingleton<MailLedger>();
        services.AddSingleton<Relays>();
        services.AddSingleton<Outcomes>();
        services.AddSingleton<SendingTroubles>();
        services.AddSingleton<SenderLease>();
        services.AddSingleton<MailLoop>();
        services.AddSingleton<IQueueWatch, MailsWatch>().AddSingleton<IQueueWatch, LedgerWatch>();
        // Services stop in the reverse order: the lease outlives the loop that needs it.
        services.AddHostedService(provider => provider.GetRequiredService<SenderLease>());
        services.AddHostedService(provider => provider.GetRequiredService<MailLoop>());
        // Every mail of the product: a class that writes one is found by its interface.
        foreach (
            var template in typeof(MailServices)
                .Assembly.GetTypes()
                .Where(type => type.IsClass && type.IsAssignableTo(typeof(IMailTemplate)))
        )
            services.AddScoped(typeof(IMailTemplate), template);
        if (environment.IsDevelopment())
            services.AddSingleton(new MailFolder(data.Sub("mail")));
        if (configuration["Mail:Smtp:Host"] is { Length: > 0 })
            services.AddSingleton<RelayLog>().AddSingleton<IMailTransport, SmtpTransport>();
        else
            services.AddSingleton<IMailTransport, FolderTransport>();
    }
}
