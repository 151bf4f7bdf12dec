namespace NineGrid.Data.Jobs;

/// <summary>What kind of work a job is.</summary>
public enum JobKind : byte
{
    /// <summary>Checks an uploaded package and stores nothing.</summary>
    Check,

    /// <summary>Imports an uploaded package.</summary>
    Import,

    /// <summary>Computes a period.</summary>
    Snapshot,

    /// <summary>Reads the facts of one branch for a snapshot.</summary>
    SnapshotPart,

    /// <summary>Escalates alerts and tells whom they concern.</summary>
    DailyAlerts,
}

/// <summary>How a job stands.</summary>
public enum JobState : byte
{
    /// <summary>Asked for; no node works on it.</summary>
    Waiting,

    /// <summary>A node works on it.</summary>
    Running,

    /// <summary>Ended well.</summary>
    Done,

    /// <summary>Ended without changing anything, for a reason that a person can mend.</summary>
    Refused,

    /// <summary>Ended by a defect or a fault of the machine, without changing anything.</summary>
    Failed,

    /// <summary>Stopped by somebody, without changing anything.</summary>
    Stopped,
}
