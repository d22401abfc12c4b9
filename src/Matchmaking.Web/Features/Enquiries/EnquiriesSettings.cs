using System.ComponentModel.DataAnnotations;

namespace Matchmaking.Web.Features.Enquiries;

/// <summary>Section <c>Enquiries</c> of the settings.</summary>
public sealed class EnquiriesSettings
{
    /// <summary>From how many US dollars on an enquiry is pressing.</summary>
    [Range(0, 1_000_000_000_000)]
    public decimal HighValueUsd { get; init; } = 20_000_000;
}
