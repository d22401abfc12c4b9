using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace Matchmaking.Web.Features.Account.Invitation;

/// <summary>Tokens of invitations: like Identity's others, but good for a week, since people go on leave.</summary>
public sealed class InvitationTokens(IDataProtectionProvider protection, ILogger<DataProtectorTokenProvider<Person>> log)
    : DataProtectorTokenProvider<Person>(
        protection,
        Microsoft.Extensions.Options.Options.Create(
            new DataProtectionTokenProviderOptions { Name = Provider, TokenLifespan = TimeSpan.FromDays(7) }
        ),
        log
    )
{
    public const string Provider = "invitations",
        Purpose = "invitation";
}
