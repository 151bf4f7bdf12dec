using NineGrid.Domain.Alerts;

namespace NineGrid.Tests.Domain;

public sealed class AlertLifeTests
{
    [Theory]
    [InlineData(AlertState.Open, AlertState.Acknowledged, true)]
    [InlineData(AlertState.Acknowledged, AlertState.Resolved, true)]
    [InlineData(AlertState.Acknowledged, AlertState.Dismissed, true)]
    [InlineData(AlertState.Open, AlertState.Resolved, false)]
    [InlineData(AlertState.Open, AlertState.Dismissed, false)]
    [InlineData(AlertState.Acknowledged, AlertState.Open, false)]
    [InlineData(AlertState.Acknowledged, AlertState.Closed, false)]
    [InlineData(AlertState.Resolved, AlertState.Acknowledged, false)]
    [InlineData(AlertState.Closed, AlertState.Acknowledged, false)]
    public void People_acknowledge_first_and_then_end(AlertState from, AlertState to, bool may) => Assert.Equal(may, from.MayBecome(to));

    [Theory]
    [InlineData(AlertState.Open, true, Severity.Warning, Severity.Warning, AlertTurn.None)]
    [InlineData(AlertState.Resolved, true, Severity.Warning, Severity.Warning, AlertTurn.None)]
    [InlineData(AlertState.Acknowledged, true, Severity.Warning, Severity.Critical, AlertTurn.Regraded)]
    [InlineData(AlertState.Open, true, Severity.Warning, null, AlertTurn.Closed)]
    [InlineData(AlertState.Acknowledged, true, Severity.Warning, null, AlertTurn.Closed)]
    [InlineData(AlertState.Resolved, true, Severity.Warning, null, AlertTurn.Ended)]
    [InlineData(AlertState.Dismissed, true, Severity.Warning, null, AlertTurn.Ended)]
    [InlineData(AlertState.Closed, false, Severity.Warning, null, AlertTurn.None)]
    [InlineData(AlertState.Closed, false, Severity.Warning, Severity.Warning, AlertTurn.Reopened)]
    [InlineData(AlertState.Resolved, false, Severity.Critical, Severity.Warning, AlertTurn.Reopened)]
    [InlineData(AlertState.Dismissed, false, Severity.Warning, null, AlertTurn.None)]
    public void A_snapshot_turns_an_alert_by_its_state_and_what_is_found(
        AlertState state,
        bool lasting,
        Severity severity,
        Severity? firing,
        AlertTurn turn
    ) => Assert.Equal(turn, AlertLife.Turn(state, lasting, severity, firing));
}
