using Matchmaking.Benchmarks.Access;
using Matchmaking.Benchmarks.Crash;
using Matchmaking.Benchmarks.Delivery;
using Matchmaking.Benchmarks.Fuzz;
using Matchmaking.Benchmarks.Inbox;
using Matchmaking.Benchmarks.Inputs;
using Matchmaking.Benchmarks.Pages;
using Matchmaking.Benchmarks.Publication;
using Matchmaking.Benchmarks.Quality;
using Matchmaking.Benchmarks.Speed;

// Exit codes: 0 done, 1 a target was missed or something broke, 2 wrong arguments or a file that cannot be read as
// deals, 3 (crash) kept, but late.
return args switch
{
    ["quality", .. var rest] => QualityCommand.Run(rest),
    ["speed", .. var rest] => await SpeedCommand.RunAsync(rest),
    ["publish", .. var rest] => await PublicationCommand.RunAsync(rest),
    ["contention", .. var rest] => await ContentionCommand.RunAsync(rest),
    ["preview", .. var rest] => await PreviewCommand.RunAsync(rest),
    ["crash", .. var rest] => await CrashCommand.RunAsync(rest),
    ["mail", .. var rest] => await MailCommand.RunAsync(rest),
    ["fuzz", .. var rest] => await FuzzCommand.RunAsync(rest),
    ["inputs", .. var rest] => await InputsCommand.RunAsync(rest),
    ["access"] => await AccessCommand.RunAsync(),
    ["timing", .. var rest] => await TimingCommand.RunAsync(rest),
    ["pages", .. var rest] => await PagesCommand.RunAsync(rest),
    ["inbox", .. var rest] => await InboxCommand.RunAsync(rest),
    ["facets"] => await FacetsCommand.RunAsync(),
    // A node that the crash matrix starts and kills.
    ["worker", .. var rest] => await Worker.RunAsync(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        """
        Usage: dotnet run -c Release --project tests/Matchmaking.Benchmarks -- COMMAND
          quality FILE --split YEAR [--until YEAR] [--novel target|cell] [--sample N] [--seed N]
          speed --mandates N
          publish --mandates N
          contention [--rounds N]
          preview --listings N
          crash --kills N [--recipients N] [--minutes N] [--seed N] [--naive]
          mail [--mails N]
          fuzz [--requests N] [--seed N]
          inputs [--only WORD]
          access
          timing [--pairs N]
          pages [--seconds N] [--listings N] [--only PAGE]
          inbox [--enquiries N] [--rounds N]
          facets
        """
    );
    return 2;
}
