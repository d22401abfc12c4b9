using Microsoft.Extensions.Options;

namespace Matchmaking.Web.Mail.Signing;

public static class SigningServices
{
    /// <summary>
    /// Adds <see cref="MailSigner"/> when section <c>Mail:Dkim</c> is set, so whoever sends asks for an optional one. A key that cannot be
    /// used stops the start with the reason, not the first mail.
    /// </summary>
    public static void AddSigning(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DkimSettings>().BindConfiguration("Mail:Dkim").ValidateOnStart();
        services.AddSingleton<IValidateOptions<DkimSettings>, DkimCheck>();
        if (configuration.GetSection("Mail:Dkim").Get<DkimSettings>() is { IsWanted: true })
            services.AddSingleton(provider => new MailSigner(
                provider.GetRequiredService<IOptions<DkimSettings>>().Value,
                provider.GetRequiredService<TimeProvider>()
            ));
    }

    private sealed class DkimCheck : IValidateOptions<DkimSettings>
    {
        public ValidateOptionsResult Validate(string? name, DkimSettings options)
        {
            if (!options.IsWanted)
                return ValidateOptionsResult.Success;
            try
            {
                DkimKey.Load(options).Dispose();
                return ValidateOptionsResult.Success;
            }
            catch (InvalidOperationException e)
            {
                return ValidateOptionsResult.Fail(e.Message);
            }
        }
    }
}
