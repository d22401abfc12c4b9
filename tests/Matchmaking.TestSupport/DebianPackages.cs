using Matchmaking.TestSupport.MailServers;

namespace Matchmaking.TestSupport;

/// <summary>Installs programs that tests need from Debian's packages, where that is possible, without starting their services.</summary>
internal static class DebianPackages
{
    // Debian's own way to say that a package may be installed but its service not started.
    private const string Policy = "/usr/sbin/policy-rc.d";
    private static readonly SemaphoreSlim One = new(1);

    /// <summary>Installs packages.</summary>
    /// <param name="packages">Their names.</param>
    /// <param name="services">Services of theirs, which shall not start with the machine either: they came for the tests alone.</param>
    /// <param name="answers">To questions that a package would ask, for debconf-set-selections.</param>
    /// <returns>What came of it, to complete "they are not there, and …".</returns>
    public static async Task<string> InstallAsync(string[] packages, string[] services, string answers = "")
    {
        if (!Environment.IsPrivilegedProcess || !File.Exists("/usr/bin/apt-get"))
            return "only root could install them";
        await One.WaitAsync();
        var holdsBack = !File.Exists(Policy);
        try
        {
            if (holdsBack)
            {
                await File.WriteAllTextAsync(Policy, "#!/bin/sh\nexit 101\n");
                await ProgramRun.MustRunAsync("chmod", ["755", Policy]);
            }
            if (answers.Length > 0)
                await ProgramRun.MustRunAsync("debconf-set-selections", [], input: answers);
            var update = await ProgramRun.RunAsync("apt-get", ["update"]);
            var install = await ProgramRun.RunAsync(
                "apt-get",
                ["install", "-y", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300", .. packages]
            );
            foreach (var service in services)
                await ProgramRun.RunAsync("update-rc.d", [service, "disable"]);
            return $"apt-get failed (exit codes {update.Code}, {install.Code}: {Tail(install.Said)})";
        }
        finally
        {
            if (holdsBack)
                File.Delete(Policy);
            One.Release();
        }
    }

    private static string Tail(string said) => said.Length < 400 ? said.Trim() : said[^400..].Trim();
}
