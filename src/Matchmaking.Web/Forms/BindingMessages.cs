using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace Matchmaking.Web.Forms;

/// <summary>What the framework says when a typed value has the wrong form, in the reader's language.</summary>
public static class BindingMessages
{
    private static readonly Texts All = new();

    public static void Apply(DefaultModelBindingMessageProvider messages)
    {
        messages.SetAttemptedValueIsInvalidAccessor((value, _) => Say("validation.invalid", value));
        messages.SetNonPropertyAttemptedValueIsInvalidAccessor(value => Say("validation.invalid", value));
        messages.SetUnknownValueIsInvalidAccessor(_ => Say("validation.invalid", ""));
        messages.SetNonPropertyUnknownValueIsInvalidAccessor(() => Say("validation.invalid", ""));
        messages.SetValueIsInvalidAccessor(value => Say("validation.invalid", value));
        messages.SetValueMustBeANumberAccessor(_ => Say("validation.number", ""));
        messages.SetNonPropertyValueMustBeANumberAccessor(() => Say("validation.number", ""));
        messages.SetMissingBindRequiredValueAccessor(_ => Say("validation.required", ""));
        messages.SetMissingKeyOrValueAccessor(() => Say("validation.required", ""));
        messages.SetMissingRequestBodyRequiredValueAccessor(() => Say("validation.required", ""));
        messages.SetValueMustNotBeNullAccessor(_ => Say("validation.required", ""));
    }

    private static string Say(string key, string? value) => All.Get(Language.Current, key, ("value", value));
}
