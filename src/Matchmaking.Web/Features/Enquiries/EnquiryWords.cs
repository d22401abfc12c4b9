using System.Globalization;

namespace Matchmaking.Web.Features.Enquiries;

/// <summary>How enquiries are called.</summary>
public static class EnquiryWords
{
    /// <summary>0147: at least four digits, so that it is told from other numbers.</summary>
    public static string Name(int number) => number.ToString("0000", CultureInfo.InvariantCulture);
}
