using System.Text;
using Matchmaking.Web.Languages;

namespace Matchmaking.Web.Features.Organisations;

/// <summary>What is wrong with the form of a code.</summary>
public enum CodeProblem
{
    Length,

    /// <summary>A character that no such code has.</summary>
    Character,

    /// <summary>The check digit does not agree with the rest: something was mistyped.</summary>
    CheckDigit,
}

/// <summary>
/// The number under which a company is registered: the Unified Social Credit Code of China (GB 32100-2015) and the tax number (VÖEN) of
/// Azerbaijan are checked, those of other countries kept as they are. A right form proves nothing but that it was copied well.
/// </summary>
/// <param name="Code">In one form: half-width, upper case, without spaces and hyphens.</param>
/// <param name="IsChecked">Whether there is a rule for its country.</param>
/// <param name="Problem">What is wrong; null when its form is right.</param>
/// <param name="IsDoubtful">Right as a whole, but a check within it fails; real codes pass both.</param>
/// <param name="Meant">A code that passes, if letters were taken for digits or a leading zero was lost. Shown, never put in its
/// place.</param>
public sealed record RegistrationCode(string Code, bool IsChecked, CodeProblem? Problem, bool IsDoubtful, string? Meant)
{
    /// <summary>The longest, in characters; numbers of other countries included.</summary>
    public const int Length = 30;

    private const int UsccLength = 18,
        VoenLength = 10;

    /// <summary>Value of a character is its place: no I, O, S, V, Z.</summary>
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private static readonly int[] UsccWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28],
        InnerWeights = [3, 7, 9, 10, 5, 8, 4, 2],
        VoenWeights = [4, 1, 8, 6, 2, 7, 5, 3];

    /// <summary>Whether its form is right beyond doubt.</summary>
    public bool IsValid => IsChecked && Problem is null && !IsDoubtful;

    /// <summary>Reads what was typed; null when nothing was.</summary>
    /// <param name="typed">From outside.</param>
    /// <param name="country">ISO 3166-1 alpha-2: whose rule holds.</param>
    public static RegistrationCode? Read(string? typed, string? country)
    {
        var code = Normalized(typed);
        return code.Length == 0 ? null
            : country == "CN" ? Uscc(code)
            : country == "AZ" ? Voen(code)
            : new(code, IsChecked: false, code.Length > Length ? CodeProblem.Length : null, IsDoubtful: false, null);
    }

    private static string Normalized(string? typed) =>
        new([
            .. CleanText
                .Line(typed, 200)
                .Normalize(NormalizationForm.FormKC)
                .ToUpperInvariant()
                .Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '‐' or '‑' or '–' or '—')),
        ]);

    private static RegistrationCode Uscc(string code)
    {
        var problem = UsccProblem(code);
        var alike = code.Replace('O', '0').Replace('I', '1').Replace('Z', '2').Replace('S', '5');
        return new(
            code,
            IsChecked: true,
            problem,
            IsDoubtful: problem is null && !InnerAgrees(code),
            problem is not null && alike != code && UsccProblem(alike) is null ? alike : null
        );
    }

    private static CodeProblem? UsccProblem(string code) =>
        code.Length != UsccLength ? CodeProblem.Length
        : code.Any(c => !Alphabet.Contains(c, StringComparison.Ordinal)) ? CodeProblem.Character
        : Alphabet[(31 - Sum(code, UsccWeights, c => Alphabet.IndexOf(c, StringComparison.Ordinal)) % 31) % 31] != code[^1]
            ? CodeProblem.CheckDigit
        : null;

    /// <summary>The organisation code within (GB 11714), characters 9 to 17; its letters count from A = 10 over all 26.</summary>
    private static bool InnerAgrees(string code)
    {
        var rest = 11 - Sum(code[8..16], InnerWeights, c => char.IsAsciiDigit(c) ? c - '0' : c - 'A' + 10) % 11;
        return code[16]
            == rest switch
            {
                10 => 'X',
                11 => '0',
                _ => (char)('0' + rest),
            };
    }

    private static RegistrationCode Voen(string code)
    {
        var problem = VoenProblem(code);
        // A spreadsheet has taken it for a number.
        var whole = "0" + code;
        return new(
            code,
            IsChecked: true,
            problem,
            // The last digit says whose it is: 1 of a company, 2 of a person; no other is known.
            IsDoubtful: problem is null && code[^1] is not ('1' or '2'),
            problem == CodeProblem.Length && VoenProblem(whole) is null ? whole : null
        );
    }

    private static CodeProblem? VoenProblem(string code) =>
        code.Length != VoenLength ? CodeProblem.Length
        : !code.All(char.IsAsciiDigit) ? CodeProblem.Character
        // A rest of 10 is no digit, and such numbers are never issued.
        : Sum(code, VoenWeights, c => c - '0') % 11 != code[8] - '0' ? CodeProblem.CheckDigit
        : null;

    private static int Sum(string code, int[] weights, Func<char, int> value) =>
        weights.Select((weight, i) => weight * value(code[i])).Sum();
}
