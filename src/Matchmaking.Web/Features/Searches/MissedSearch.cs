using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Web.Features.Searches;

/// <summary>Words of a day that found nothing, or only by another spelling: counted, without who searched.</summary>
public sealed class MissedSearch
{
    /// <summary>Characters of the words; what follows is not kept.</summary>
    public const int WordsLength = 60;

    /// <summary>So many different words are counted of a day; more are not, so that nobody fills the table.</summary>
    public const int MostOfDay = 300;

    /// <summary>So many different words of one network are counted of a day.</summary>
    public const int MostOfNetwork = 30;

    /// <summary>For so many months they are kept.</summary>
    public const int Months = 6;

    /// <summary>The day in Baku.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Small, without marks, in simplified characters; see <see cref="Matchmaking.Search.QuestionReader.Normalised"/>.</summary>
    public required string Words { get; init; }

    /// <summary>How often they found nothing.</summary>
    public int Nothing { get; init; }

    /// <summary>How often they found something by another spelling alone.</summary>
    public int Corrected { get; init; }
}

internal sealed class MissedSearchMapping : IEntityTypeConfiguration<MissedSearch>
{
    public void Configure(EntityTypeBuilder<MissedSearch> search)
    {
        search.ToTable("missed_searches");
        search.HasKey(s => new { s.Day, s.Words });
        search.Property(s => s.Words).HasMaxLength(MissedSearch.WordsLength);
    }
}
