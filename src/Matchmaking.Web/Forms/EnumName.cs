using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Binders;

namespace Matchmaking.Web.Forms;

/// <summary>
/// Reads one name of an enumeration. The framework's own readers take several, "Answer,Question", for their sum, which is a third one.
/// </summary>
public static class EnumName
{
    /// <summary>The value, in letters of either case; null for several, for a number, and for anything else.</summary>
    public static T? Read<T>(string? typed)
        where T : struct, Enum =>
        Enum.GetValues<T>().Where(value => value.ToString().Equals(typed, StringComparison.OrdinalIgnoreCase)).Cast<T?>().FirstOrDefault();

    private static bool IsOne(string? typed) => typed is not null && !typed.Contains(',', StringComparison.Ordinal);

    /// <summary>The same for what is bound to a page.</summary>
    internal sealed class Provider : IModelBinderProvider
    {
        public IModelBinder? GetBinder(ModelBinderProviderContext context) =>
            context.Metadata.IsEnum
                ? new Binder(
                    new(
                        suppressBindingUndefinedValueToEnumType: true,
                        context.Metadata.UnderlyingOrModelType,
                        context.Services.GetRequiredService<ILoggerFactory>()
                    )
                )
                : null;
    }

    private sealed class Binder(EnumTypeModelBinder usual) : IModelBinder
    {
        public Task BindModelAsync(ModelBindingContext bindingContext)
        {
            var typed = bindingContext.ValueProvider.GetValue(bindingContext.ModelName);
            if (typed == ValueProviderResult.None || string.IsNullOrEmpty(typed.FirstValue) || IsOne(typed.FirstValue))
                return usual.BindModelAsync(bindingContext);
            bindingContext.ModelState.SetModelValue(bindingContext.ModelName, typed);
            bindingContext.ModelState.TryAddModelError(
                bindingContext.ModelName,
                bindingContext.ModelMetadata.ModelBindingMessageProvider.NonPropertyAttemptedValueIsInvalidAccessor(typed.FirstValue)
            );
            return Task.CompletedTask;
        }
    }
}
