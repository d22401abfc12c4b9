using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Matches.Feedback;
using Matchmaking.Web.Features.Matches.InMemory;
using Matchmaking.Web.Features.Matches.Preview;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Organisations.Merge;
using Matchmaking.Web.Jobs;

namespace Matchmaking.Web.Features.Matches;

public static class MatchServices
{
    public static void AddMatching(this IServiceCollection services)
    {
        services.AddSingleton<ReasonWords>();
        services.AddSingleton<MandatesInMemory>();
        services.AddSingleton<ITableReplica>(provider => provider.GetRequiredService<MandatesInMemory>());
        services.AddSingleton<OpportunitiesInMemory>();
        services.AddSingleton<ITableReplica>(provider => provider.GetRequiredService<OpportunitiesInMemory>());
        services
            .AddSingleton<ChangeFeed>()
            .AddHostedService(provider => provider.GetRequiredService<ChangeFeed>())
            .AddSingleton<Queues.IQueueWatch>(provider => provider.GetRequiredService<ChangeFeed>());
        services.AddScoped<MatchRun>();
        services.AddScoped<MatchWriter>();
        services.AddSingleton<Reconciliation>();
        // The nightly one in the night of both countries.
        services
            .AddScheduledJob<SweepMissedJob>("sweep-missed", "*/30 * * * *", TimeSpan.FromMinutes(90))
            .AddScheduledJob<ReconcileMatchesJob>(Reconciliation.Queue, "40 20 * * *", TimeSpan.FromHours(26));
        services.AddScoped<MatchList>();
        services.AddScoped<FeedbackService>();
        services.AddSingleton(FeedbackSources.Fits).AddSingleton(FeedbackSources.Refusals);
        services.AddScoped<InferredPreferences>();
        services.AddScoped<MandatePreviews>();
        services.AddScoped<MandateReading>().AddScoped<Contradictions>().AddScoped<MandateFields>();
        services.AddScoped<MandateTools>();
        services
            .AddOwnedRows<Mandate, Guid>("Mandates", mandate => mandate.Id, mandate => mandate.OrganisationId)
            .AddOwnedRows<Opportunity, Guid?>("Submissions", listing => listing.Id, listing => listing.SubmittedById)
            .AddOwnedRows<Opportunity, Guid?>("Promoted", listing => listing.Id, listing => listing.PromoterOrganisationId)
            // Where both have answered, the answer of the one that remains holds.
            .AddOwnedRows<OpportunityFeedback, Guid>(
                "Feedback",
                feedback => feedback.OpportunityId,
                feedback => feedback.OrganisationId,
                (all, to) => feedback => !all.Any(own => own.OrganisationId == to && own.OpportunityId == feedback.OpportunityId)
            );
    }
}
