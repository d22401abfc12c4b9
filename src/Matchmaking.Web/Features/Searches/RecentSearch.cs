using System.Security.Claims;
using Matchmaking.Web.Features.Account;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Web.Features.Searches;

/// <summary>
/// What a person searched the public list for, to be offered again. Neither colleagues nor the desk see it; it goes with the account.
/// </summary>
public sealed class RecentSearch
{
    /// <summary>So many are kept of a person; the oldest make room.</summary>
    public const int Most = 10;

    /// <summary>Characters of an address and a key. A search with more conditions is not remembered.</summary>
    public const int AddressLength = 1000;

    /// <summary>For so long one is kept that is not searched for again.</summary>
    public static readonly TimeSpan Keep = TimeSpan.FromDays(180);

    public required Guid PersonId { get; init; }

    /// <summary>The same for searches that differ in nothing but how the words are written.</summary>
    public required string Key { get; init; }

    /// <summary>Of the list, with words and conditions, without an order and a place in it.</summary>
    public required string Address { get; init; }

    /// <summary>When it was searched for last.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>Whose searches somebody may see: the own ones.</summary>
public static class RecentSearchQueries
{
    /// <summary>The person's own, newest first.</summary>
    public static IQueryable<RecentSearch> OwnedBy(this IQueryable<RecentSearch> searches, ClaimsPrincipal user)
    {
        var person = user.PersonId();
        return searches.Where(s => s.PersonId == person).OrderByDescending(s => s.At).ThenBy(s => s.Key);
    }
}

internal sealed class RecentSearchMapping : IEntityTypeConfiguration<RecentSearch>
{
    public void Configure(EntityTypeBuilder<RecentSearch> search)
    {
        search.ToTable("recent_searches");
        search.HasKey(s => new { s.PersonId, s.Key });
        search.Property(s => s.Key).HasMaxLength(RecentSearch.AddressLength);
        search.Property(s => s.Address).HasMaxLength(RecentSearch.AddressLength);
        search.HasIndex(s => s.At);
        search.HasOne<Person>().WithMany().HasForeignKey(s => s.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}
