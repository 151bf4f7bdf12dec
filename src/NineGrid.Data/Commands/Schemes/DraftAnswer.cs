namespace NineGrid.Data.Commands.Schemes;

/// <summary>What became of a change to a draft of a scheme.</summary>
public enum DraftAnswer
{
    /// <summary>It is stored.</summary>
    Stored,

    /// <summary>There is no such draft or version.</summary>
    Unknown,

    /// <summary>Somebody else changed the draft meanwhile; nothing is stored.</summary>
    Conflict,

    /// <summary>The scheme has faults.</summary>
    Faulty,

    /// <summary>A version was published after the one that the draft was begun from.</summary>
    Outdated,

    /// <summary>It does not differ from the version that it was begun from.</summary>
    Unchanged,

    /// <summary>What is to be said about it is missing, too long, or no text.</summary>
    NoComment,

    /// <summary>Why it is sent back is missing, too long, or no text.</summary>
    NoReason,

    /// <summary>It has not been proposed.</summary>
    NotProposed,

    /// <summary>A second person has to approve what somebody proposed.</summary>
    OwnProposal,
}

/// <summary>How schemes are published.</summary>
/// <param name="SecondPerson">Whether somebody else than the one who proposed a version has to approve it.</param>
public sealed record SchemeApproval(bool SecondPerson);
