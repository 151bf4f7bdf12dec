namespace NineGrid.Data.Commands.Alerts;

/// <summary>What became of a change to an alert.</summary>
public enum AlertAnswer
{
    /// <summary>It is stored.</summary>
    Stored,

    /// <summary>There is no such alert, or not for this reader: the two cannot be told apart.</summary>
    Unknown,

    /// <summary>Somebody else, or a new snapshot, changed the alert meanwhile; nothing is stored.</summary>
    Conflict,

    /// <summary>An alert in its state does not become that, or its condition has ended.</summary>
    NotNow,

    /// <summary>The note is too long, or has characters that nobody types.</summary>
    Note,

    /// <summary>An alert is dismissed with a reason only.</summary>
    Reason,
}
