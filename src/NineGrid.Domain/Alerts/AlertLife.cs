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

/// <summary>What the newest snapshot does to an alert that there is.</summary>
public enum AlertTurn : byte
{
    /// <summary>Nothing: what it finds is known already.</summary>
    None,

    /// <summary>The condition had ended and has come back.</summary>
    Reopened,

    /// <summary>The condition lasts, but is graver or less grave.</summary>
    Regraded,

    /// <summary>The condition ended before anybody ended the alert.</summary>
    Closed,

    /// <summary>The condition ended after somebody had ended the alert, whose state stays.</summary>
    Ended,
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

    /// <summary>What the newest snapshot does to an alert.</summary>
    /// <param name="state">Its state.</param>
    /// <param name="lasting">Whether its condition held when the bank was last looked at.</param>
    /// <param name="severity">How grave it was then.</param>
    /// <param name="firing">How grave the condition is; null when it does not hold.</param>
    /// <remarks>Looking at the same snapshot again does nothing: each turn leads to a state on which the same finding is <see cref="AlertTurn.None"/>.</remarks>
    public static AlertTurn Turn(AlertState state, bool lasting, Severity severity, Severity? firing) =>
        (lasting, firing) switch
        {
            (true, Severity found) => found == severity ? AlertTurn.None : AlertTurn.Regraded,
            (true, null) => state.IsPending() ? AlertTurn.Closed : AlertTurn.Ended,
            (false, not null) => AlertTurn.Reopened,
            (false, null) => AlertTurn.None,
        };
}
