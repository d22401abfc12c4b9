using Hangfire.Server;
using Matchmaking.Web.Queues;

namespace Matchmaking.Web.Jobs;

/// <summary>Notes of each scheduled job that it has come to its end, or why it has not: the desk and readiness read it.</summary>
internal sealed partial class JobRuns(Parking parking, ILogger<JobRuns> log) : IServerFilter
{
    public void OnPerforming(PerformingContext context) { }

    public void OnPerformed(PerformedContext context)
    {
        if (context.GetJobParameter<string>("RecurringJobId") is not { Length: > 0 } name)
            return;
        try
        {
            // Hangfire wraps what a job threw.
            var fault = context.Exception is JobPerformanceException { InnerException: { } inner } ? inner : context.Exception;
            parking.NoteRunAsync(name, context.Canceled ? null : fault, CancellationToken.None).GetAwaiter().GetResult();
        }
        catch (Exception e)
        {
            // The database is away: the next run notes itself, and until then readiness finds this one late.
            NotNoted(name, e);
        }
    }

    [LoggerMessage(LogLevel.Warning, "How the job {Name} went could not be noted")]
    private partial void NotNoted(string name, Exception e);
}
