using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Organisations.Merge;
using Matchmaking.Web.Jobs;

namespace Matchmaking.Web.Features.Organisations;

public static class OrganisationServices
{
    public static void AddOrganisations(this IServiceCollection services)
    {
        services.AddScoped<OrganisationMerger>().AddScoped<NameService>();
        services
            .AddOwnedRows<OrganisationName, Guid>("Names", name => name.Id, name => name.OrganisationId)
            .AddOwnedRows<Person, Guid?>("Members", person => person.Id, person => person.OrganisationId)
            .AddOwnedRows<ContactPerson, Guid>("Contacts", person => person.Id, person => person.OrganisationId)
            .AddOwnedRows<OrganisationEntry, Guid>("Entries", entry => entry.Id, entry => entry.OrganisationId)
            .AddOwnedRows<Organisation, Guid?>("Children", child => child.Id, child => child.ParentId);
        services.AddSingleton(LookAlikes.Source);
        services.AddScheduledJob<FollowMergesJob>(OrganisationMerger.Queue, "*/2 * * * *", TimeSpan.FromMinutes(10));
    }
}
