using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Queries.Alerts;
using NineGrid.Data.Queries.Customers;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Moves;
using NineGrid.Data.Queries.Opportunities;
using NineGrid.Data.Queries.Plans;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;

namespace NineGrid.Data.Queries.Today;

/// <summary>The customers that moved one way on the value grid since an earlier period.</summary>
/// <param name="Filter">The filter of the list of all of them.</param>
/// <param name="Customers">How many they are.</param>
/// <param name="Largest">The first by revenue.</param>
public sealed record Movers(MoveFilter Filter, int Customers, IReadOnlyList<CustomerListed> Largest);

/// <summary>What there is to do today.</summary>
/// <param name="NewAlerts">Which alerts are new: open since the newest period, the baseline left out.</param>
/// <param name="Alerts">The gravest of them, and how many alerts of every kind there are.</param>
/// <param name="Opportunities">The greatest EVA within reach, and the sum of all.</param>
/// <param name="Overdue">Plans with steps that are overdue, the first due first.</param>
/// <param name="Soon">Plans with steps due soon.</param>
/// <param name="Up">Who moved up; null when there is no earlier period.</param>
/// <param name="Down">Who moved down; null when there is no earlier period.</param>
public sealed record TodayView(
    AlertFilter NewAlerts,
    AlertList Alerts,
    OpportunityList Opportunities,
    PlanList Overdue,
    PlanList Soon,
    Movers? Up,
    Movers? Down
)
{
    /// <summary>When data was last imported, UTC; null for never.</summary>
    public DateTime? ImportedAt { get; init; }

    /// <summary>Whether data was imported after the period was computed. Told by the order of batches: clocks may be set back.</summary>
    public bool IsBehind { get; init; }

    /// <summary>Whether there is nothing to do.</summary>
    public bool IsQuiet =>
        Alerts.Total + Overdue.Total + Soon.Total == 0 && Up is null or { Customers: 0 } && Down is null or { Customers: 0 };
}

/// <summary>What is there to do for the customers of an institution in its newest period?</summary>
/// <remarks>Asks the questions of the pages behind it, so that every number is that of its list.</remarks>
public sealed class TodayQuery(
    NineGridDbContext db,
    AlertsQuery alerts,
    OpportunitiesQuery opportunities,
    PlansQuery plans,
    MovesQuery moves,
    CustomersQuery customers,
    LargeWork large,
    TimeProvider clock
)
{
    /// <summary>Items that are named of each kind.</summary>
    public const int Named = 5;

    // Movements are between quarters where they are stored.
    private const int UsualMonths = 3;

    public async Task<TodayView> AskAsync(DataScope scope, Viewpoint at, Selection selection, CancellationToken cancellationToken)
    {
        TodayView view = await large.AnswerAsync(
            db,
            scope,
            at,
            (selection, DateOnly.FromDateTime(clock.GetLocalNow().DateTime)),
            () => ViewAsync(scope, at, selection, cancellationToken),
            own => own.Opportunities.Total,
            _ => 10 * Named,
            cancellationToken
        );
        return view with
        {
            ImportedAt = await DataBatches.Holding(db).Select(row => (DateTime?)row.ImportedAt).FirstOrDefaultAsync(cancellationToken),
            IsBehind = await DataBatches.IsBehindAsync(db, at.SnapshotId, cancellationToken),
        };
    }

    private async Task<TodayView> ViewAsync(DataScope scope, Viewpoint at, Selection selection, CancellationToken cancellationToken)
    {
        var news = new AlertFilter
        {
            Stage = AlertStage.Open,
            Since = at.Period,
            Baseline = false,
        };
        (Movers? up, Movers? down) = await MoversAsync(scope, at, selection, cancellationToken);
        return new(
            news,
            await alerts.AskAsync(scope, at, selection, news, AlertOrder.Default, page: 1, cancellationToken),
            await opportunities.AskAsync(scope, at, selection, lever: null, page: 1, cancellationToken),
            await PlansAsync(PlanDue.Overdue),
            await PlansAsync(PlanDue.Soon),
            up,
            down
        );

        Task<PlanList> PlansAsync(PlanDue due) =>
            plans.AskAsync(scope, at, selection, new() { Due = due }, PlanOrder.Default, page: 1, cancellationToken);
    }

    private async Task<(Movers? Up, Movers? Down)> MoversAsync(
        DataScope scope,
        Viewpoint at,
        Selection selection,
        CancellationToken cancellationToken
    )
    {
        Period quarter = at.Period.AddMonths(-UsualMonths);
        Period? from = at.Periods.Contains(quarter) ? quarter : at.Periods.Where(period => period < at.Period).Cast<Period?>().Max();
        if (from is not Period earlier)
        {
            return (null, null);
        }

        MoveFilter[] filters = [new(Grid.Value, earlier, MoveSet.Up), new(Grid.Value, earlier, MoveSet.Down)];
        IReadOnlyList<MovedCustomers> found =
            await moves.FindEachAsync(scope, at, filters, selection, cancellationToken)
            ?? throw new InvalidOperationException($"{earlier} was stored and is not.");
        return (await OfAsync(found[0]), await OfAsync(found[1]));

        async Task<Movers> OfAsync(MovedCustomers moved)
        {
            if (moved.Ids.Count == 0)
            {
                return new(moved.Filter, 0, []);
            }

            IReadOnlyList<CustomerListed> first = await customers.FirstAsync(
                scope,
                at,
                selection with
                {
                    Moved = moved,
                },
                new(CustomerColumn.Revenue, Descending: true),
                cancellationToken
            );
            return new(moved.Filter, moved.Ids.Count, [.. first.Take(Named)]);
        }
    }
}
