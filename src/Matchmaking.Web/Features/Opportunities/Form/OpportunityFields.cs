using Matchmaking.Web.Features.Account;

namespace Matchmaking.Web.Features.Opportunities.Form;

/// <summary>What <c>_Fields</c> shows.</summary>
/// <param name="Input">The values, as typed.</param>
/// <param name="Staff">Whom the contact is chosen from; null in the shorter form of an investor's organisation.</param>
/// <param name="Outdated">Names of the texts that another language has left behind; null where that is not told.</param>
public sealed record OpportunityFields(
    OpportunityInput Input,
    IReadOnlyList<DeskPerson>? Staff = null,
    IReadOnlyList<string>? Outdated = null
);

/// <summary>What <c>_Conflict</c> shows.</summary>
/// <param name="Merged">What came of bringing the form onto what is saved now.</param>
/// <param name="People">Names of the desk, by id; none in the form of an investor's organisation.</param>
public sealed record ConflictView(MergedForm Merged, IReadOnlyDictionary<string, string> People);
