using NineGrid.Data.Exports;
using NineGrid.Data.Queries.Alerts;
using NineGrid.Domain.Alerts;
using NineGrid.Domain.Grids;
using NineGrid.Web.Display;

namespace NineGrid.Web.Exports;

/// <summary>Alerts and their lives as tables that can be taken away.</summary>
public sealed class AlertTables(Words say, AlertText text)
{
    /// <summary>A list of alerts.</summary>
    /// <param name="list">The list.</param>
    /// <param name="rows">Reads every alert of it.</param>
    public IReadOnlyList<Table> List(AlertList list, Func<CancellationToken, IAsyncEnumerable<AlertListed>> rows) =>
        [new Table<AlertListed>("alerts", say["export.table.alerts"], list.Total, Columns(), rows)];

    /// <summary>The life of one alert, and its condition over the stored periods.</summary>
    public IReadOnlyList<Table> Of(AlertView view)
    {
        (string, string) who = (view.Alert.CustomerNo, view.Alert.Customer);
        return
        [
            new Table<(AlertEvent, AlertEvent?)>(
                "alert-history",
                say["export.table.alert-history"],
                EventColumns(),
                [.. view.Events.Select((own, i) => (own, i == 0 ? null : view.Events[i - 1]))]
            )
            {
                Of = who,
            },
            new Table<AlertPeriod>("alert-periods", say["export.table.alert-periods"], PeriodColumns(view.Alert), view.Periods)
            {
                Of = who,
            },
        ];
    }

    private List<TableColumn<AlertListed>> Columns() =>
        [
            new(say["alert.no"], ColumnKind.Count, alert => alert.Id),
            new(say["alert.severity"], alert => text.Of(alert.Severity)),
            new(say["alert.rule"], alert => text.Of(alert.Rule)),
            new(say["column.no"], alert => alert.CustomerNo),
            new(say["column.name"], alert => alert.Customer),
            new(say["column.institution"], alert => alert.Institution),
            new(say["column.manager.no"], alert => alert.ManagerNo),
            new(say["column.manager"], alert => alert.Manager),
            new(say["column.value"], alert => Cell(alert.ValueCell)),
            new(say["alert.since"], alert => alert.Since.ToString()),
            new(say["alert.opened"], alert => DateOnly.FromDateTime(alert.OpenedAt)),
            new(say["alert.days"], ColumnKind.Count, alert => alert.State.IsPending() ? alert.Age : null),
            new(say["alert.state"], alert => text.Of(alert.State)),
            new(say["alert.escalated"], alert => alert.EscalatedAt is DateTime at ? DateOnly.FromDateTime(at) : null),
            new(say["alert.baseline"], alert => say[alert.Baseline ? "answer.yes" : "answer.no"]),
            new(say["alert.last.by"], alert => alert.Last?.By),
            new(say["alert.last.at"], alert => alert.Last is { At: DateTime at } ? DateOnly.FromDateTime(at) : null),
            new(say["alert.note"], alert => alert.Last?.Note),
        ];

    private List<TableColumn<(AlertEvent Own, AlertEvent? Before)>> EventColumns() =>
        [
            new(say["alert.event.at"], one => DateOnly.FromDateTime(one.Own.At)),
            new(say["alert.event.what"], one => text.Of(one.Own, one.Before)),
            new(say["alert.state"], one => text.Of(one.Own.To)),
            new(say["alert.severity"], one => text.Of(one.Own.Severity)),
            new(say["frame.period"], one => one.Own.Period.ToString()),
            new(say["alert.last.by"], one => one.Own.By),
            new(say["alert.note"], one => one.Own.Note),
        ];

    private List<TableColumn<AlertPeriod>> PeriodColumns(AlertListed alert)
    {
        List<TableColumn<AlertPeriod>> columns =
        [
            new(say["frame.period"], one => one.Period.ToString()),
            new(say["alert.condition"], one => one.Firing is { } severity ? text.Of(severity) : null),
            new(say["column.value"], one => Cell(one.Position.ValueCell)),
            new(say["column.growth"], one => Cell(one.Position.GrowthCell)),
            new(say["column.in-yuan", say["column.revenue"]], ColumnKind.Money, one => one.Position.Revenue),
            new(say["column.raroc"], ColumnKind.Fraction, one => one.Position.Raroc),
        ];
        if (text.FigureName(alert.Rule) is string name)
        {
            columns.Add(new(name, one => text.Figure(alert.Rule, one)));
        }

        return columns;
    }

    private string? Cell(Cell? cell) => cell is Cell own ? say.Of(own) : null;
}
