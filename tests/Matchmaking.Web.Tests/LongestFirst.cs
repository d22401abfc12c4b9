using Matchmaking.Web.Tests;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace Matchmaking.Web.Tests;

/// <summary>
/// The classes that take longest begin first. In an order by chance one of them comes last now and then, and the other threads have nothing
/// to do until it ends. A class that is not named here takes its turn after them.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Longest =
    [
        typeof(Desk.ConflictTests).FullName!,
        typeof(Database.DatabaseSetupTests).FullName!,
        typeof(Matches.TwoNodesTests).FullName!,
        typeof(Opportunities.Search.PagingTests).FullName!,
        typeof(Mail.RelayTests).FullName!,
        typeof(Mail.Signing.MailSignerTests).FullName!,
        typeof(Desk.Inbox.InboxPageTests).FullName!,
        typeof(Desk.Inbox.PlanTests).FullName!,
        typeof(Access.AccessTests).FullName!,
        typeof(Account.SignInTests).FullName!,
        typeof(Files.ClamAvTests).FullName!,
        typeof(Desk.Organisations.ImportTests).FullName!,
        typeof(Opportunities.StatementTests).FullName!,
        typeof(Opportunities.PublicSqlTests).FullName!,
        typeof(Faults.RefusalTests).FullName!,
        typeof(Architecture.VerbTests).FullName!,
        typeof(Enquiries.LetterTests).FullName!,
        typeof(Desk.VersionsTests).FullName!,
        typeof(Account.SessionTests).FullName!,
        typeof(Faults.KeptFormTests).FullName!,
        typeof(Forms.TwoTabsTests).FullName!,
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection => [.. testCollections.OrderBy(collection => Place(collection.TestCollectionDisplayName))];

    /// <summary>The collection of a class alone is named after it: "Test collection for Matchmaking.Web.Tests.NameTests (id: …)".</summary>
    private static int Place(string name) =>
        Array.FindIndex(Longest, each => name.Contains($" {each} ", StringComparison.Ordinal)) is >= 0 and var place
            ? place
            : Longest.Length;
}
