using Matchmaking.Web.Features.Account;

namespace Matchmaking.Web.Features.Opportunities.Form;

/// <summary>What <c>_Fields</c> shows.</summary>
/// <param name="Input">The values, as typed.</param>
/// <param name="Staff">Whom the contact is chosen from; null in the shorter form of an investor's organisation.</param>
public sealed record OpportunityFields(OpportunityInput Input, IReadOnlyList<DeskPerson>? Staff = null);
