using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Identity;

namespace Matchmaking.Web.Features.Account.Passwords;

/// <summary>What Identity itself may say, in the reader's language.</summary>
/// <remarks>
/// Takes the language when it speaks: Identity makes this object before anybody knows in which language the visitor reads.
/// </remarks>
public sealed class AccountErrors(Texts texts) : IdentityErrorDescriber
{
    public override IdentityError DefaultError() => Error(nameof(DefaultError), "account.error.default");

    public override IdentityError ConcurrencyFailure() => Error(nameof(ConcurrencyFailure), "account.error.concurrency");

    public override IdentityError PasswordMismatch() => Error(nameof(PasswordMismatch), "account.password.wrong");

    public override IdentityError InvalidToken() => Error(nameof(InvalidToken), "account.link.gone");

    public override IdentityError InvalidEmail(string? email) => Error(nameof(InvalidEmail), "account.email.invalid");

    public override IdentityError InvalidUserName(string? userName) => Error(nameof(InvalidUserName), "account.email.invalid");

    public override IdentityError DuplicateEmail(string email) => Error(nameof(DuplicateEmail), "account.email.taken");

    public override IdentityError DuplicateUserName(string userName) => Error(nameof(DuplicateUserName), "account.email.taken");

    private IdentityError Error(string code, string key) => new() { Code = code, Description = texts.Get(Language.Current, key) };
}
