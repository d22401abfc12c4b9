using Matchmaking.Web.Forms;

namespace Matchmaking.Web.Features.Opportunities.Form;

/// <summary>What somebody chose for a field that another person changed as well.</summary>
public enum ConflictChoice
{
    /// <summary>What the other person saved.</summary>
    Theirs,

    /// <summary>What was typed before the conflict was shown.</summary>
    Mine,

    /// <summary>What stands in the field of the form now.</summary>
    AsEdited,
}

/// <summary>What the page of a conflict sends beside the form.</summary>
public sealed class ConflictInput
{
    /// <summary>The version of the other person that it was shown with; a choice is good for no other.</summary>
    public int On { get; set; }

    /// <summary>By <see cref="OpportunityField.Name"/>; as sent, because binding makes the first choice of what is none.</summary>
    public Dictionary<string, string?> Choices { get; set; } = [];

    /// <summary>The fields in conflict as they were typed when it was shown.</summary>
    public OpportunityInput Mine { get; set; } = new();

    /// <summary>What was chosen for a field; null for nothing.</summary>
    public ConflictChoice? Of(OpportunityField field) => EnumName.Read<ConflictChoice>(Choices.GetValueOrDefault(field.Name));
}
