using NineGrid.Data.Exports;
using NineGrid.Data.Queries.Opportunities;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Paths;
using NineGrid.Web.Display;

namespace NineGrid.Web.Exports;

/// <summary>The list of opportunities as a table that can be taken away, with the worth of every lever.</summary>
public sealed class OpportunityTables(Words say, PathText paths)
{
    /// <param name="count">How many customers there are.</param>
    /// <param name="lever">The lever that the list is narrowed to; null for none.</param>
    /// <param name="rows">Reads them.</param>
    public Table List(int count, LeverKind? lever, Func<CancellationToken, IAsyncEnumerable<Opportunity>> rows) =>
        new Table<Opportunity>(
            "opportunities",
            lever is LeverKind one ? say["export.table.opportunities.of", say.Of(one)] : say["export.table.opportunities"],
            count,
            [
                new(say["column.no"], own => own.Customer.No),
                new(say["column.name"], own => own.Customer.Name),
                new(say["column.institution"], own => own.Customer.Institution),
                new(say["column.manager.no"], own => own.Customer.ManagerNo),
                new(say["column.manager"], own => own.Customer.Manager),
                new(say["column.value"], own => own.Customer.Value is Cell cell ? say.Of(cell) : null),
                new(say["column.strategy"], own => own.Customer.Strategy == Strategy.None ? null : say.Of(own.Customer.Strategy)),
                new(say["column.in-yuan", say["opportunities.column.reach"]], ColumnKind.Money, own => own.Guidance.Reach),
                .. Enum.GetValues<LeverKind>()
                    .Select(kind => new TableColumn<Opportunity>(
                        say["column.in-yuan", say.Of(kind)],
                        ColumnKind.Money,
                        own => StoredGuidance.WorthOf(own.Guidance, kind)
                    )),
                new(say["opportunities.column.target"], own => paths.Target(own.Guidance)),
                new(say["opportunities.column.effort"], ColumnKind.Number, own => own.Guidance.Effort),
            ],
            rows
        );
}
