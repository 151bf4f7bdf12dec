namespace NineGrid.Data.Commands.Plans;

/// <summary>What became of a change to a plan.</summary>
public enum PlanAnswer
{
    /// <summary>It is stored.</summary>
    Stored,

    /// <summary>There is no such plan or customer, or not for this reader: the two cannot be told apart.</summary>
    Unknown,

    /// <summary>Somebody else changed the plan meanwhile; nothing is stored.</summary>
    Conflict,

    /// <summary>The plan has ended and can no longer be changed.</summary>
    Ended,

    /// <summary>A plan in its state does not become that.</summary>
    NotNow,

    /// <summary>A plan without a step cannot become active.</summary>
    WithoutSteps,

    /// <summary>There is no path to make a plan from.</summary>
    WithoutPath,

    /// <summary>Something entered cannot be taken; what and why stands beside.</summary>
    Invalid,
}

/// <summary>What is wrong with one thing entered.</summary>
/// <param name="Field">Which: <c>Title</c>, <c>Note</c>, <c>Owner</c>, or of a step <c>DepositVolume.Target</c>.</param>
/// <param name="Code">What, as a code that pages have words for.</param>
public sealed record PlanFault(string Field, string Code);

/// <summary>The codes of <see cref="PlanFault"/>.</summary>
public static class PlanFaults
{
    /// <summary>Empty, too long or with characters that nobody types.</summary>
    public const string Text = "PlanText";

    /// <summary>Outside what such a measure can be.</summary>
    public const string Range = "PlanRange";

    /// <summary>No better than where the customer stood.</summary>
    public const string NoBetter = "PlanNoBetter";

    /// <summary>Nobody who can be given it.</summary>
    public const string Owner = "PlanOwner";

    /// <summary>A day that has passed, or that is too far off.</summary>
    public const string Due = "PlanDue";

    /// <summary>Two steps with the same lever.</summary>
    public const string Twice = "PlanTwice";
}
