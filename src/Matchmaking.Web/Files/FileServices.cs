using Microsoft.Extensions.Options;

namespace Matchmaking.Web.Files;

public static class FileServices
{
    public static void AddFiles(this IServiceCollection services)
    {
        services.AddOptions<FilesSettings>().BindConfiguration("Files").ValidateOnStart();
        services.AddSingleton<IValidateOptions<FilesSettings>, FilesSettingsCheck>();
        services.AddSingleton<ClamAv>();
        services.AddSingleton<FileCheck>();
    }
}
