using System.Text.Json;
using Matchmaking.Web.Features.Account.Attempts;
using Matchmaking.Web.Forms;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Web.Features.Account.Requests;

/// <summary>What somebody asked for whom we must not tell whether the address has an account.</summary>
public enum AccountRequestKind
{
    /// <summary>The link that confirms a new account.</summary>
    Confirm,

    /// <summary>A one-time code and link.</summary>
    SignIn,

    /// <summary>A link with which to choose a new password.</summary>
    Reset,

    /// <summary>An account.</summary>
    SignUp,

    /// <summary>Another address for an account.</summary>
    EmailChange,

    /// <summary>
    /// To be let in, in vain: the link that confirms follows where only that was missing, and the owner is told of many attempts.
    /// </summary>
    Refused,
}

/// <summary>
/// Something to be done for an address, written down before the answer and dealt with after it: the page does the same for every address,
/// so that neither its words nor the time that it takes tell who has an account.
/// </summary>
public sealed class AccountRequest
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required AccountRequestKind Kind { get; init; }
    public required string Address { get; init; }

    /// <summary>See <see cref="Attempts.Client"/>.</summary>
    public required string Client { get; init; }
    public required bool IsKnownClient { get; init; }

    /// <summary>What else it takes; of passwords only their hash.</summary>
    public Dictionary<string, string> Data { get; init; } = [];
    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class AccountRequestMapping : IEntityTypeConfiguration<AccountRequest>
{
    public void Configure(EntityTypeBuilder<AccountRequest> request)
    {
        request.ToTable("account_requests");
        request.Property(r => r.Kind).HasConversion<string>().HasMaxLength(20);
        request.Property(r => r.Address).HasMaxLength(EmailInput.Length);
        request.Property(r => r.Client).HasMaxLength(Client.KeyLength);
        request
            .Property(r => r.Data)
            .HasColumnType("jsonb")
            .HasConversion(
                data => JsonSerializer.Serialize(data, JsonSerializerOptions.Default),
                json => JsonSerializer.Deserialize<Dictionary<string, string>>(json, JsonSerializerOptions.Default)!,
                new ValueComparer<Dictionary<string, string>>((one, other) => one == other, data => data.Count)
            );
    }
}
