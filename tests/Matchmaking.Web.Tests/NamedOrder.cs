using System.Security.Cryptography;
using System.Text;
using Matchmaking.Web.Tests;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestMethodOrderer(typeof(NamedOrder))]
[assembly: TestCaseOrderer(typeof(NamedOrder))]

namespace Matchmaking.Web.Tests;

/// <summary>
/// The tests of a class in an order that is the same on each machine: xUnit's own follows the folder, so that a test which needs another
/// one before it would fail elsewhere only. <c>TEST_SEED</c> shuffles them, to find such tests.
/// </summary>
internal sealed class NamedOrder : ITestMethodOrderer, ITestCaseOrderer
{
    private static readonly string Seed = Environment.GetEnvironmentVariable("TEST_SEED") ?? "";

    public IReadOnlyCollection<T?> OrderTestMethods<T>(IReadOnlyCollection<T?> testMethods)
        where T : ITestMethod => [.. testMethods.OrderBy(method => Place(method?.MethodName))];

    public IReadOnlyCollection<T> OrderTestCases<T>(IReadOnlyCollection<T> testCases)
        where T : ITestCase => [.. testCases.OrderBy(test => Place(test.TestCaseDisplayName))];

    private static string Place(string? name) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Seed + name)));
}
