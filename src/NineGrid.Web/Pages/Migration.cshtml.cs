using Microsoft.AspNetCore.Mvc;
using NineGrid.Data.Exports;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Moves;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Moves;
using NineGrid.Web.Display;
using NineGrid.Web.Exports;

namespace NineGrid.Web.Pages;

/// <summary>Who moved between two periods, how far, and whether it was the customer or the line.</summary>
public sealed class MigrationPage(ViewpointQuery viewpoints, MovesQuery moves, MigrationTables tables, MigrationText texts)
    : TabledPage(viewpoints)
{
    /// <summary>Rows that are shown of a table; a file has all of them.</summary>
    public const int MostRows = 50;

    /// <summary>Steps of the outlook.</summary>
    public const int Steps = 4;

    /// <summary>Months between the periods that are compared when none is asked for.</summary>
    private const int UsualMonths = 3;

    /// <summary>The movements; null when no earlier period is stored.</summary>
    public MigrationView? View { get; private set; }

    /// <summary>The periods that movements can start from, the newest first.</summary>
    public IReadOnlyList<Period> Earlier => [.. At.Periods.Where(period => period < At.Period)];

    /// <summary>What there is to tell apart.</summary>
    public IReadOnlyList<MigrationBy> Choices =>
        View is null ? [] : [.. Enum.GetValues<MigrationBy>().Where(by => View.Rows[by].Count > 0)];

    /// <summary>By what movements are told apart.</summary>
    public MigrationBy Across =>
        Filters.Across is MigrationBy asked && Choices.Contains(asked) ? asked
        : Choices is [MigrationBy first, ..] ? first
        : default;

    /// <summary>What is told apart, in the order asked for.</summary>
    public IReadOnlyList<MigrationRow> Rows(MigrationBy by)
    {
        if (View is null)
        {
            return [];
        }

        (MigrationColumn column, bool down) = (Filters.MigrationOrder.Column, Filters.MigrationOrder.Descending);
        IEnumerable<MigrationRow> rows = View.Rows[by].OrderBy(row => column == MigrationColumn.Net && row.Balance.NetUpgradeRate is null);
        if (column == MigrationColumn.Name)
        {
            return [.. down ? rows.Reverse() : rows];
        }

        double Figure(MigrationRow row) =>
            column switch
            {
                MigrationColumn.Both => row.Balance.Both.Customers,
                MigrationColumn.Up => row.Balance[Movement.Up].Customers,
                MigrationColumn.Down => row.Balance[Movement.Down].Customers,
                _ => row.Balance.NetUpgradeRate ?? 0,
            };
        // Of equal rates the one over more customers says more.
        return
        [
            .. ((IOrderedEnumerable<MigrationRow>)rows)
                .ThenBy(row => down ? -Figure(row) : Figure(row))
                .ThenByDescending(row => row.Balance.Both.Customers),
        ];
    }

    /// <inheritdoc/>
    public override IEnumerable<FilterInForce> OwnFilters =>
        View is null ? [] : [new("from", texts.Since, texts.Month(View.Earlier)), new("grid", texts.OnGrid, texts.Name(View.Grid))];

    /// <inheritdoc/>
    public override IReadOnlyList<Table> Tables => View is null ? [] : tables.Of(View, by => Rows(by));

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await FindAsync(cancellationToken) ?? Page();

    /// <inheritdoc/>
    protected override async Task<IActionResult?> FindAsync(CancellationToken cancellationToken)
    {
        if (Filters.From is Period asked && !At.Periods.Contains(asked))
        {
            return NotFound();
        }

        // What would be shown as in force and does nothing is left out: a start that is not earlier, a filter by the movements themselves.
        if (Filters.From >= At.Period || Filters.Moved is not null)
        {
            return LocalRedirect(Here.With("from", Filters.From < At.Period ? Here["from"] : null).With("moved", null).ToString());
        }

        if ((Filters.From ?? Usual()) is Period from)
        {
            View = await moves.AskAsync(Scope, At, from, Filters.Grid, Filters.Selection, cancellationToken);
        }

        return null;
    }

    private Period? Usual() =>
        Earlier.Contains(At.Period.AddMonths(-UsualMonths)) ? At.Period.AddMonths(-UsualMonths)
        : Earlier.Count > 0 ? Earlier[0]
        : null;

    /// <summary>The list of the customers behind a number of this page.</summary>
    /// <param name="set">Their movements.</param>
    /// <param name="by">Whose work those are; null for both.</param>
    /// <param name="row">The row of the table in which the number stands; null for the whole selection.</param>
    public Address ListOf(MoveSet set, MovedBy? by = null, MigrationRow? row = null) => ListOf(Filter(set) with { By = by }, row);

    /// <summary>The list of the customers that went from one end to another.</summary>
    public Address ListOf(MoveEnd from, MoveEnd to, MovedBy? by = null) =>
        ListOf(Filter(MoveSet.Between) with { From = from, To = to, By = by }, row: null);

    private MoveFilter Filter(MoveSet set) => new(View!.Grid, View.Earlier, set);

    private Address ListOf(MoveFilter filter, MigrationRow? row)
    {
        // An institution that is not named could be another one in another period.
        Address list = Here.ToList().With("institution", At.Institution.Code);
        if (row is not null)
        {
            list = list.With(Parameter(Across), row.Code);
        }

        return filter.IsOfEarlier
            ? list.With("period", View!.Earlier.ToString()).With("moved", (filter with { Other = View.Later }).ToString())
            : list.With("moved", filter.ToString());
    }

    /// <summary>The parameter of addresses that narrows to a row of a table.</summary>
    public static string Parameter(MigrationBy by) => by.ToString().ToLowerInvariant();
}
