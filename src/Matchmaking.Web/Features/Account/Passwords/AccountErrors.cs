using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Identity;

namespace Matchmaking.Web.Features.Account.Passwords;

/// <summary>What Identity itself may say, in the reader's language.</summary>
public sealed class AccountErrors(Text t) : IdentityErrorDescriber
{
    public override IdentityError DefaultError() => Error(nameof(DefaultError), t["account.error.default"]);
    public override IdentityError ConcurrencyFailure() => Error(nameof(ConcurrencyFailure), t["account.error.concurrency"]);
    public override IdentityError PasswordMismatch() => Error(nameof(PasswordMismatch), t["account.password.wrong"]);
    public override IdentityError InvalidToken() => Error(nameof(InvalidToken), t["account.link.gone"]);
    public override IdentityError InvalidEmail(string? email) => Error(nameof(InvalidEmail), t["account.email.invalid"]);
    public override IdentityError InvalidUserName(string? userName) => Error(nameof(InvalidUserName), t["account.email.invalid"]);
    public override IdentityError DuplicateEmail(string email) => Error(nameof(DuplicateEmail), t["account.email.taken"]);
    public override IdentityError DuplicateUserName(string userName) => Error(nameof(DuplicateUserName), t["account.email.taken"]);

    private static IdentityError Error(string code, string description) => new() { Code = code, Description = description };
}
