using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Mail.Records;

namespace Matchmaking.Web.Tests.Architecture;

/// <summary>A state is changed by a verb of its own class, where the guard and the history are, and nowhere else.</summary>
public sealed class VerbTests
{
    /// <summary>
    /// What is a state, and which methods of the product may set it beside those of the class: those that make a new row.
    /// </summary>
    public static TheoryData<Type, string, string[]> States =>
        new()
        {
            {
                typeof(Opportunity),
                nameof(Opportunity.Status),
                [
                    "AlertSamples.Listing",
                    "DemoData.AddOpportunities",
                    "DemoData.AddWorkForTheDesk",
                    "MatchQueries.ForMatching",
                    "OpportunityQueries.ForReading",
                ]
            },
            {
                typeof(Opportunity),
                nameof(Opportunity.Availability),
                ["StarterData.Listing", "MatchQueries.ForMatching", "OpportunityQueries.ForReading"]
            },
            {
                typeof(Opportunity),
                nameof(Opportunity.PublishedAt),
                ["DemoData.AddOpportunities", "MatchQueries.ForMatching", "OpportunityQueries.ForReading"]
            },
            { typeof(Opportunity), nameof(Opportunity.ConfirmedOn), ["OpportunityQueries.ForReading"] },
            { typeof(Opportunity), nameof(Opportunity.ConfirmedBy), [] },
            { typeof(Opportunity), nameof(Opportunity.ReturnReason), ["DemoData.AddWorkForTheDesk"] },
            { typeof(Mandate), nameof(Mandate.PausedAt), ["MandatesToMatch.Mandate"] },
            { typeof(Mandate), nameof(Mandate.ArchivedAt), [] },
            { typeof(Person), nameof(Person.LockoutEnd), [] },
            { typeof(OutgoingMail), nameof(OutgoingMail.Status), ["MailQueue.Read", "Outcomes.Read"] },
            { typeof(OutgoingMail), nameof(OutgoingMail.Suppressed), [] },
        };

    [Theory, MemberData(nameof(States))]
    public void Only_verbs_set_a_state(Type type, string state, string[] makers)
    {
        var setters = CompiledCode
            .Calls()
            .Where(call => call.Called.Name == "set_" + state && Declares(call.Called.DeclaringType.FullName, type))
            .Select(call => call.In)
            .Distinct()
            .Where(method => !method.StartsWith(type.Name + ".", StringComparison.Ordinal))
            .Except(makers);

        Assert.Empty(setters.Order(StringComparer.Ordinal));
    }

    private static bool Declares(string name, Type type) =>
        type == typeof(Person)
            ? name.StartsWith("Microsoft.AspNetCore.Identity.IdentityUser", StringComparison.Ordinal) || name == type.FullName
            : name == type.FullName;
}
