using Matchmaking.Web.Mail.Incoming.Letters;

namespace Matchmaking.Web.Mail.Incoming;

/// <summary>Takes in what people write to us by mail. Implemented by the feature that answers them.</summary>
public interface IIncomingLetters
{
    /// <summary>Takes a letter in. Doing it twice changes nothing more.</summary>
    /// <param name="letter">Written by a person, as far as anything shows.</param>
    /// <param name="cancel">Ends it early; nothing is taken in then.</param>
    /// <exception cref="Exception">It could not be taken in now, and is tried again.</exception>
    Task TakeAsync(ReceivedLetter letter, CancellationToken cancel);
}
