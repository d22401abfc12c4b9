namespace Matchmaking.Web.Features.Account;

/// <summary>The switch of all alerts of a person. Implemented by the feature that sends them.</summary>
public interface IAlertSwitch
{
    /// <summary>Stops all alerts. Doing it twice changes nothing.</summary>
    /// <param name="personId">Who.</param>
    /// <param name="how">For the record of consent.</param>
    Task StopAsync(Guid personId, string how, CancellationToken cancel);

    /// <summary>Lets alerts of new matches through again.</summary>
    /// <param name="personId">Who.</param>
    /// <param name="how">For the record of consent.</param>
    /// <param name="language">In which language the person read what it is.</param>
    Task ResumeAsync(Guid personId, string how, string language, CancellationToken cancel);
}
