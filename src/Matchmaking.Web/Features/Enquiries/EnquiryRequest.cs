using System.Text.Json;
using Matchmaking.Web.Forms;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Web.Features.Enquiries;

/// <summary>Somebody who asks without being signed in, as said.</summary>
/// <param name="Name">Of the person.</param>
/// <param name="Company">For whom the person asks.</param>
/// <param name="Email">Confirmed by nobody yet.</param>
/// <param name="Country">ISO 3166 code.</param>
/// <param name="Phone">Empty for none.</param>
/// <param name="WeChat">Empty for none.</param>
/// <param name="ConsentLanguage">In which the consent was read.</param>
/// <param name="Address">Network address; empty if unknown.</param>
public sealed record EnquiryGuest(
    string Name,
    string Company,
    string Email,
    string Country,
    string Phone,
    string WeChat,
    string ConsentLanguage,
    string Address
);

/// <summary>
/// An enquiry of somebody who is not signed in, kept until its address is confirmed, and for a week at most: nobody sees it before, and it
/// has no clock.
/// </summary>
public sealed class EnquiryRequest
{
    /// <summary>How long it can be confirmed.</summary>
    public static readonly TimeSpan Lifespan = TimeSpan.FromDays(7);

    /// <summary>Also of the enquiry that becomes of it.</summary>
    public required Guid Id { get; init; }
    public required string Email { get; init; }
    public required EnquiryGuest Guest { get; init; }
    public required EnquiryDraft Draft { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class EnquiryRequestMapping : IEntityTypeConfiguration<EnquiryRequest>
{
    public void Configure(EntityTypeBuilder<EnquiryRequest> request)
    {
        request.ToTable("enquiry_requests");
        request.Property(r => r.Id).ValueGeneratedNever();
        request.Property(r => r.Email).HasMaxLength(EmailInput.Length);
        Json(request.Property(r => r.Guest));
        Json(request.Property(r => r.Draft));
        request.HasIndex(r => r.CreatedAt);
    }

    private static void Json<T>(PropertyBuilder<T> property)
        where T : class =>
        property
            .HasColumnType("jsonb")
            .HasConversion(
                value => JsonSerializer.Serialize(value, JsonSerializerOptions.Default),
                json => JsonSerializer.Deserialize<T>(json, JsonSerializerOptions.Default)!,
                new ValueComparer<T>((one, other) => Equals(one, other), value => value.GetHashCode(), value => value)
            );
}
