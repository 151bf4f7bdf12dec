using NineGrid.Data.Queries.Alerts;
using NineGrid.Domain.Alerts;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Schemes;

namespace NineGrid.Web.Display;

/// <summary>Writes alerts for people: what fires, how grave it is, what became of it.</summary>
public sealed class AlertText(Words say, Numbers show)
{
    /// <summary>A rule in a few words.</summary>
    public string Of(AlertRule rule) => say[$"alert.rule.{rule}"];

    /// <summary>When a rule fires, with the thresholds in force.</summary>
    public string About(AlertRule rule, AlertTerms terms) =>
        say[
            $"alert.rule.{rule}.about",
            rule switch
            {
                AlertRule.ValueDown or AlertRule.GrowthDown => [Numbers.Count(terms.MovementMonths)],
                AlertRule.NegativeReturn => [Numbers.Percent(terms.LargeCapital, 0)],
                AlertRule.Lost => [Numbers.Count(terms.LostMonths)],
                AlertRule.DepositFlight => [Numbers.Percent(terms.DepositShare, 0)],
                AlertRule.Dormant => [Numbers.Percent(terms.DormantShare, 0)],
                AlertRule.LineExhausted => [Numbers.Percent(terms.LineShare, 0)],
                _ => [],
            }
        ];

    public string Of(Severity severity) => say[$"severity.{severity}"];

    public string Of(AlertState state) => say[$"alert.state.{state}"];

    public string Of(AlertStage stage) => say[$"alert.stage.{stage}"];

    /// <summary>What is to be done, how grave it is and how much of it was not answered in time.</summary>
    public string Summary(string institution, AlertTally tally)
    {
        int pending = tally.Count(new());
        int critical = tally.Count(new() { Severity = Severity.Critical });
        int escalated = tally.Count(new() { Escalated = true });
        return pending == 0
            ? say["alerts.title.none", institution]
            : say[
                "alerts.title",
                institution,
                say.Counted(pending, "alerts.pending", Numbers.Count(pending)),
                Numbers.Count(critical),
                Numbers.Count(escalated)
            ];
    }

    /// <summary>How long it has been open.</summary>
    public string Age(int days) => days == 0 ? say["alert.age.today"] : say.Counted(days, "alert.age", Numbers.Count(days));

    /// <summary>What happened to an alert.</summary>
    /// <param name="own">The change.</param>
    /// <param name="before">The one before; null for the first.</param>
    public string Of(AlertEvent own, AlertEvent? before) =>
        own.Escalated ? say["alert.event.escalated"]
        : own.From is null ? say["alert.event.opened"]
        : own.By is not null ? say[$"alert.event.{own.To}"]
        : own.To == AlertState.Closed ? say["alert.event.closed"]
        : own.From == own.To && before?.Severity != own.Severity ? say["alert.event.regraded", Of(before!.Severity), Of(own.Severity)]
        : own.From == own.To ? say["alert.event.ended"]
        : say["alert.event.reopened"];

    /// <summary>The figure of the customer that a rule looks at, beside its cells; null where the cells say it.</summary>
    public string? FigureName(AlertRule rule) =>
        rule switch
        {
            AlertRule.NegativeReturn => say["column.ec"],
            AlertRule.Default => say["alert.figure.pd"],
            AlertRule.DepositFlight => say["alert.figure.deposits"],
            AlertRule.Dormant => say["alert.figure.transactions"],
            AlertRule.Overdue => say["alert.figure.overdue"],
            AlertRule.LineExhausted => say["alert.figure.line"],
            AlertRule.OutrunsCustomer => say["alert.figure.growth"],
            AlertRule.StaleStatements => say["column.fiscal-year"],
            _ => null,
        };

    /// <summary>That figure in a period.</summary>
    public string Figure(AlertRule rule, AlertPeriod period) =>
        rule switch
        {
            AlertRule.NegativeReturn => show.AmountInWords(period.Position.EcCredit + period.Position.EcOp),
            AlertRule.Default => Numbers.Rate((double?)period.Month?.Pd ?? period.Figures?.Pd),
            AlertRule.DepositFlight => Both(
                show.AmountInWords((double?)period.Month?.AvgDeposits),
                show.AmountInWords(period.Figures?.AvgDeposits)
            ),
            AlertRule.Dormant => Both(Numbers.Fixed(period.Month?.Transactions, 0), Numbers.Fixed(period.Figures?.Transactions / 12, 1)),
            AlertRule.Overdue => show.AmountInWords((double?)period.Month?.OverdueBalance ?? period.Figures?.OverdueBalance),
            AlertRule.LineExhausted => Numbers.Percent(
                period.Month is { CreditUsed: decimal used, CreditLimit: > 0 and decimal limit } ? (double)(used / limit) : null
            ),
            AlertRule.OutrunsCustomer => Both(GrowthOf(period.Position.GrowthBank), GrowthOf(period.Position.GrowthOwn)),
            AlertRule.StaleStatements => period.Figures?.FiscalYear is int year
                ? year.ToString(System.Globalization.CultureInfo.InvariantCulture)
                : Numbers.NotMeasured,
            _ => "",
        };

    private string Both(string first, string second) => say["alert.figure.both", first, second];

    private string GrowthOf(double? symmetric) => symmetric is double own ? show.Growth(Growth.OrdinaryOf(own)) : Numbers.NotMeasured;
}
