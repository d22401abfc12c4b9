using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Opportunities.Versions;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Opportunities.Form;

/// <summary>A field that two people changed to different values.</summary>
/// <param name="Field">Which.</param>
/// <param name="Opened">The form as both opened it; empty when that version is not known.</param>
/// <param name="Theirs">What the other person saved.</param>
/// <param name="Mine">What was typed.</param>
/// <param name="By">Who saved it last, by name; null for the system.</param>
/// <param name="At">When.</param>
/// <param name="Choice">What was chosen already; null while it must be.</param>
public sealed record Clash(
    OpportunityField Field,
    OpportunityInput Opened,
    OpportunityInput Theirs,
    OpportunityInput Mine,
    string? By,
    DateTimeOffset At,
    ConflictChoice? Choice
);

/// <summary>What came of bringing a form onto what is saved now.</summary>
/// <param name="On">The version that is saved now.</param>
/// <param name="Clashes">What must be chosen before it can be saved; none when the form is on top of that version.</param>
/// <param name="Taken">Fields that only somebody else changed, and that the form says now as they saved them.</param>
/// <param name="IsAskedAgain">Whether choices were sent, but not for all.</param>
public sealed record MergedForm(int On, IReadOnlyList<Clash> Clashes, IReadOnlyList<OpportunityField> Taken, bool IsAskedAgain);

/// <summary>
/// Brings a form onto a listing that was saved since it was opened: three-way, from the version that it was opened on. What only the other
/// person changed is taken over, what only this one changed stays, and what both changed is asked, field by field.
/// </summary>
public sealed class OpportunityMerge(MatchmakingDb db)
{
    private const int MostSaves = 200;

    /// <summary>Changes <paramref name="input"/>, unless something must be chosen first.</summary>
    /// <param name="input">As typed; afterwards a form of what is saved now, with this person's changes.</param>
    /// <param name="sent">The choices that were sent with it.</param>
    /// <param name="saved">The listing, read and not changed yet.</param>
    /// <param name="isDesk">Whether the form has the desk's part.</param>
    public async Task<MergedForm> OntoAsync(
        OpportunityInput input,
        ConflictInput sent,
        Opportunity saved,
        bool isDesk,
        CancellationToken cancel
    )
    {
        if (input.ReadVersion() == saved.Version)
            return new(0, [], [], false);
        // Read after the listing: if somebody saves in between, this form's row version is refused and it is brought on top once more.
        var last = await db.LastVersionAsync(saved, cancel);
        var opened = await db.VersionAsync(saved, input.ReadOpened(), cancel) is { } version ? OpportunityInput.From(version.Read()) : null;
        var theirs = OpportunityInput.From(last.Read());
        OpportunityField[] fields = [.. OpportunityField.All.Where(field => isDesk || !field.IsOfDesk)];
        foreach (var field in fields.Where(field => sent.Of(field) == ConflictChoice.Mine))
            field.Copy(sent.Mine, input);

        OpportunityField[] apart =
        [
            .. fields.Where(field => !field.IsSame(input, theirs) && !(opened is not null && field.IsSame(opened, theirs))),
        ];
        OpportunityField[] taken = [.. apart.Where(field => opened is not null && field.IsSame(opened, input))];
        OpportunityField[] both = [.. apart.Except(taken)];
        var isAnswered = sent.On == last.Number;
        if (both.Any(field => !isAnswered || sent.Of(field) is null))
            return new(last.Number, await DescribeAsync(), [], isAnswered);

        foreach (var field in taken.Concat(both.Where(field => sent.Of(field) == ConflictChoice.Theirs)))
            field.Copy(theirs, input);
        input.Stand(saved, last.Number);
        return new(last.Number, [], taken, false);

        async Task<Clash[]> DescribeAsync()
        {
            var (id, from) = (saved.Id, input.ReadOpened());
            var saves = await db.Lines(db.OpportunityVersions.Of(id).Where(v => v.Number > from)).Take(MostSaves).ToListAsync(cancel);
            return
            [
                .. from field in both
                let save = saves.FirstOrDefault(save => save.Changed.Contains(field.Name))
                let mine = isAnswered && sent.Of(field) is not null ? sent.Mine : input
                select new Clash(field, opened ?? new(), theirs, mine, save?.By, save?.At ?? last.At, isAnswered ? sent.Of(field) : null),
            ];
        }
    }
}
