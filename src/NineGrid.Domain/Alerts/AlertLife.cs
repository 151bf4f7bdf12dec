namespace NineGrid.Domain.Alerts;

/// <summary>How grave an alert is.</summary>
public enum Severity : byte
{
    /// <summary>提示.</summary>
    Info,

    /// <summary>警示.</summary>
    Warning,

    /// <summary>严重.</summary>
    Critical,
}

/// <summary>Where an alert is in its life (3.11).</summary>
public enum AlertState : byte
{
    /// <summary>待处理: nobody has looked at it.</summary>
    Open,

    /// <summary>已确认: somebody has taken it on.</summary>
    Acknowledged,

    /// <summary>已解决: dealt with. It opens again when its condition has ended and comes back.</summary>
    Resolved,

    /// <summary>已忽略: found to mean nothing, with a reason. It opens again when its condition has ended and comes back.</summary>
    Dismissed,

    /// <summary>已关闭: its condition ended by itself before anybody ended the alert.</summary>
    Closed,
}

/// <summary>Which way an alert may go.</summary>
public static class AlertLife
{
    /// <summary>Whether somebody may pass an alert from one state to another: open → acknowledged → resolved or dismissed.</summary>
    public static bool MayBecome(this AlertState from, AlertState to) =>
        (from, to) switch
        {
            (AlertState.Open, AlertState.Acknowledged) => true,
            (AlertState.Acknowledged, AlertState.Resolved or AlertState.Dismissed) => true,
            _ => false,
        };

    /// <summary>Whether something is still to be done about it.</summary>
    public static bool IsPending(this AlertState state) => state is AlertState.Open or AlertState.Acknowledged;
}
