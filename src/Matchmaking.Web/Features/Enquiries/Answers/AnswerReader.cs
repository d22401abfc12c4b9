using System.Security.Claims;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Matchmaking.Web.Features.Enquiries.Answers;

/// <summary>Reads what the desk writes to an investor.</summary>
public sealed class AnswerReader(PlanReader plans, TimeProvider time, Text t)
{
    /// <summary>The ways by which something can be told that is then written down; the first is sent by mail.</summary>
    public static IReadOnlyList<EnquiryChannel> Ways { get; } =
    [EnquiryChannel.Site, EnquiryChannel.Telephone, EnquiryChannel.WeChat, EnquiryChannel.Visit];

    /// <summary>The way of that name; by mail for every other name.</summary>
    public static EnquiryChannel WayOf(string? name) => Ways.Where(way => way.ToString() == name).FirstOrDefault(EnquiryChannel.Site);

    /// <summary>
    /// What may be said of an enquiry. Nothing is asked about what has ended: no clock would stand for it, and nobody would look for an
    /// answer.
    /// </summary>
    public static IReadOnlyList<MessageKind> KindsOf(Enquiry enquiry) =>
        enquiry.IsOpen ? AnswerTemplate.Kinds : [MessageKind.Answer, MessageKind.News];

    /// <summary>That kind where it may be said, else an answer.</summary>
    public static MessageKind KindOf(MessageKind? kind, Enquiry enquiry) =>
        KindsOf(enquiry).FirstOrDefault(one => one == kind, MessageKind.Answer);

    /// <summary>Whether what is written here reaches the investor: by mail, or in an account.</summary>
    public static bool IsReached(Enquiry enquiry) => enquiry.Email is { Length: > 0 } || enquiry.PersonId is not null;

    /// <summary>The ways for an enquiry; the first is the usual one.</summary>
    public static IReadOnlyList<EnquiryChannel> WaysOf(Enquiry enquiry) =>
        IsReached(enquiry) ? Ways : [.. Ways.Where(way => way != EnquiryChannel.Site).OrderBy(way => way == enquiry.Channel ? 0 : 1)];

    /// <summary>
    /// What became of a message, as a text's key: a promise is kept where an answer was owed, and the clock goes on where it went.
    /// </summary>
    /// <param name="said">What was sent.</param>
    /// <param name="before">As the enquiry was before.</param>
    public static string OutcomeOf(EnquiryMessage said, Enquiry before) =>
        said switch
        {
            { IsTemplate: true } => "desk.enquiry.sent-template",
            { Kind: MessageKind.Answer } when before.NextPromise is null => "desk.enquiry.sent",
            { Kind: MessageKind.News } when before.DueAt is null => "desk.enquiry.sent",
            _ => "desk.enquiry.sent." + said.Kind.ToString().ToLowerInvariant(),
        };

    /// <inheritdoc cref="PlanReader.Hint"/>
    public string StepHint(Enquiry enquiry) => plans.Hint(enquiry);

    /// <summary>The message and what comes next, where that was said; null when something is wrong, see the model state.</summary>
    /// <param name="input">As typed.</param>
    /// <param name="id">Of the message.</param>
    /// <param name="enquiry">With its listing and its promises.</param>
    /// <param name="templates">All that exist.</param>
    /// <param name="user">Who writes.</param>
    /// <param name="wrong">Where complaints go.</param>
    public (EnquiryMessage Said, EnquiryPlan? Plan)? Read(
        AnswerInput input,
        Guid id,
        Enquiry enquiry,
        IReadOnlyList<AnswerTemplate> templates,
        ClaimsPrincipal user,
        ModelStateDictionary wrong
    )
    {
        var words = CleanText.Lines(input.Words);
        if (words.Length == 0)
            wrong.AddModelError("Input.Words", t["enquiry.words.missing"]);
        else if (words.Length > EnquiryMessage.TextLength)
            wrong.AddModelError("Input.Words", t["account.too-long", ("max", EnquiryMessage.TextLength), ("count", words.Length)]);
        else if (AnswerTemplates.Open(words) is { Count: > 0 } open)
            wrong.AddModelError("Input.Words", t.Count("desk.enquiry.placeholders", open.Count, ("names", t.List(open.Distinct()))));
        if (!KindsOf(enquiry).Contains(input.Kind))
            wrong.AddModelError("Input.Kind", t[enquiry.IsOpen ? "account.choose" : "desk.enquiry.effect.ended"]);
        // Nobody would hear of it: there is no address, and no account in which it could be read.
        if (WayOf(input.Via) == EnquiryChannel.Site && !IsReached(enquiry))
            wrong.AddModelError("Input.Via", t["desk.enquiry.via.nobody"]);
        var plan = plans.Read(input, enquiry, wrong);
        if (!wrong.IsValid)
            return null;
        var said = new EnquiryMessage
        {
            Id = id,
            EnquiryId = enquiry.Id,
            Kind = input.Kind,
            At = time.GetUtcNow(),
            AuthorId = user.PersonId(),
            AuthorName = CleanText.Cut(user.DisplayName(), Enquiry.NameLength),
            Via = WayOf(input.Via),
            Language = Language.All.Contains(input.Language) ? input.Language! : enquiry.Language,
            Text = words,
            IsTemplate = AnswerTemplates.IsUntouched(words, templates, enquiry, user.DisplayName()),
        };
        return (said, plan);
    }
}
