using Microsoft.EntityFrameworkCore;
using NineGrid.Data;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Alerts;
using NineGrid.Data.Queries.Coverage;
using NineGrid.Data.Queries.Customers;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Gaps;
using NineGrid.Data.Queries.Grids;
using NineGrid.Data.Queries.Groups;
using NineGrid.Data.Queries.Moves;
using NineGrid.Data.Queries.Opportunities;
using NineGrid.Data.Queries.People;
using NineGrid.Data.Queries.Plans;
using NineGrid.Data.Queries.Review;
using NineGrid.Data.Queries.Schemes;
using NineGrid.Data.Queries.Views;
using NineGrid.Domain.Alerts;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Indicators;
using NineGrid.Domain.Paths;
using NineGrid.Domain.Schemes;
using NineGrid.Domain.Snapshots;

namespace NineGrid.Tests.Data.Queries;

/// <summary>Every query of the pages is translated for each server; no server is needed for that.</summary>
public sealed class QueryTranslationTests
{
    private static readonly Viewpoint At = new()
    {
        SnapshotId = 1,
        Period = Period.Of(2025, 12),
        Periods = [Period.Of(2025, 12)],
        Institution = new(1, 9, "01", "Branch", InstitutionLevel.Tier1),
        Above = [],
        Below = [],
        Scheme = Scheme.Default,
        SchemeVersion = 1,
        ComputedAt = DateTime.UnixEpoch,
        Program = "0",
    };

    public static TheoryData<DatabaseProvider> Providers =>
        [DatabaseProvider.Sqlite, DatabaseProvider.SqlServer, DatabaseProvider.PostgreSql];

    [Theory]
    [MemberData(nameof(Providers))]
    public void Every_query_is_translated(DatabaseProvider provider)
    {
        using NineGridDbContext db = Context(provider);

        Assert.All(Queries(db), query => Assert.Contains("SELECT", query.ToQueryString(), StringComparison.Ordinal));
    }

    private static IEnumerable<IQueryable> Queries(NineGridDbContext db)
    {
        yield return UsersQuery.Beginning(db, "A");
        yield return UsersQuery.Named(db, "ADMIN");
        yield return SampleUsersQuery.Users(db);
        yield return SavedViewsQuery.Views(db, 1);
        yield return ComparisonQuery.Ids(db, db.Positions, ["C1", "C2"]);
        yield return ViewpointQuery.Periods(db);
        yield return ViewpointQuery.Head(db, At.Period);
        foreach (
            DataScope scope in (DataScope[])
                [
                    DataScope.WholeBank,
                    DataScope.Institution(3),
                    DataScope.Manager(7),
                    DataScope.Of(Roles.Head | Roles.Manager, 3, 7),
                    DataScope.Nothing,
                ]
        )
        {
            yield return ViewpointQuery.Institution(db, scope, 1, null);
            yield return ViewpointQuery.Institution(db, scope, 1, "01");
            yield return ViewpointQuery.Above(db, scope, 1, 4);
            yield return AssignableQuery.Customers(db, scope);
            yield return AssignableQuery.Managers(db, scope);
            yield return AssignableQuery.Listed(db, scope, "C1", unassigned: true);
            yield return AssignableQuery.History(db, scope, "C1");
            foreach (Lack lack in Enum.GetValues<Lack>())
            {
                yield return CoverageQuery.Counts(new Selection { Lack = lack }.Of(db, scope, At));
            }

            yield return ViewpointQuery.Below(db, scope, 1, 4);
            IQueryable<PositionRow> position = CustomerQuery.Position(db, scope, 1, "C1");
            yield return position;
            yield return CustomerQuery.Owns(db, scope, position, 1);
            yield return CustomerQuery.Institutions(db, scope, position);
            yield return BenchmarkQueries.Benchmarks(db, position, 1);
            yield return BenchmarkQueries.ProductShares(db, position, 1);
            yield return BenchmarkQueries.HighCustomers(db, scope, 1, At.Institution);
            yield return BenchmarkQueries.HighCustomers(db, scope, 1, At.Institution with { Level = InstitutionLevel.Head });
            yield return CustomerQuery.Statements(db, position, 2025);
            yield return CustomerQuery.Trail(db, position, At.Period);
            yield return CustomerQuery.Months(db, position, At.Period.AddMonths(-35), At.Period);
            IQueryable<PositionRow> around = CustomerQuery.Around(db, scope, 1, At.Institution);
            yield return CustomerQuery.HighBand(around);
            yield return CustomerQuery.Named(db, around, [1, 2, 3]);
            IQueryable<PositionRow> members = GroupQuery.Members(db, scope, 1, "G1");
            yield return members;
            yield return GroupQuery.Heads(db, members);
            yield return GroupQuery.Listed(db, members).Take(GroupQuery.Most);
            yield return GroupQuery.Standings(db, scope, At.Period, "G1");
            yield return PointsQuery.Groups(db, scope, 1);
            yield return Portraits.Rows(db, scope, At, [1, 4], [PortraitPart.Of(Band.High), PortraitPart.All]);
            yield return Portraits.Separations(db, scope, At);
            yield return Portraits.Family(db, scope, At);
            yield return Portraits.Covered(db, scope, At);
            yield return SchemeTrialQuery.Customers(db, scope, 1);
            yield return TrailsQuery.Standings(db, scope, [1, 2], ["C1", "C2"]);
            foreach (IQueryable query in Alerts(db, scope))
            {
                yield return query;
            }

            foreach (IQueryable query in Plans(db, scope))
            {
                yield return query;
            }

            foreach (IQueryable query in Reviews(db, scope))
            {
                yield return query;
            }

            foreach (Selection selection in Selections())
            {
                foreach (IQueryable query in Selected(db, scope, selection))
                {
                    yield return query;
                }
            }
        }

        IQueryable<PositionRow> all = Selection.Everything.Of(db, DataScope.WholeBank, At);
        foreach (CustomerColumn column in Enum.GetValues<CustomerColumn>())
        {
            yield return CustomersQuery.Sorted(db, all, new(column, Descending: false)).Skip(50).Take(50);
            yield return CustomersQuery.Sorted(db, all, new(column, Descending: true)).Skip(50).Take(50);
        }

        foreach (Indicator indicator in Indicator.All)
        {
            yield return Portraits.Having(db, Placing.On(Grid.Value, all).In(GridPart.Of(Band.Low)), indicator);
        }

        foreach (LeverKind? lever in (LeverKind?[])[null, .. Enum.GetValues<LeverKind>()])
        {
            yield return OpportunitiesQuery.Ranked(db, all, lever).Skip(50).Take(50);
        }

        yield return OpportunitiesQuery.Guided(db, all, [1, 2, 3]);
        yield return LeverSums.Of(db, all);
        yield return ShownGuidance.FactsOf(db, all.Where(row => row.Revenue < 0));
        yield return ShownGuidance.Benchmarks(db, all.Where(row => row.Revenue < 0), [0, 1]);
        yield return ShownGuidance.Stored(db, all);
        yield return CustomersQuery.Listed(db, all, [1, 2, 3]);
        yield return JoinedSnapshots.Pds(db, all, [1, 2, 3]);
        yield return Selection.Matching(db, all, "苏%_州", orGroup: true);
        yield return CutQueries.Tier1(db, 1);
        yield return CutQueries.Rows(db, 1);
        yield return DataBatches.Behind(db, 1);
    }

    private static IEnumerable<IQueryable> Alerts(NineGridDbContext db, DataScope scope)
    {
        IQueryable<AlertRow> alerts = AlertsQuery.Selected(db, scope, At, Selection.Everything);
        yield return AlertsQuery.Kinds(alerts);
        yield return AlertsQuery.Heads(db, scope, 1, [1, 2], [1]);
        yield return AlertsQuery.Done(db, scope, [1, 2]);
        yield return AlertQuery.Events(db, scope, 1);
        yield return AlertQuery.Periods(db, scope, 1, At.Period);
        foreach (AlertStage stage in Enum.GetValues<AlertStage>())
        {
            var filter = new AlertFilter
            {
                Stage = stage,
                Severity = Severity.Critical,
                Rule = AlertRule.Overdue,
                Since = At.Period,
                Escalated = true,
                Baseline = false,
            };
            yield return AlertsQuery.Filtered(alerts, filter);
        }

        foreach (AlertColumn column in Enum.GetValues<AlertColumn>())
        {
            yield return AlertsQuery.Sorted(db, scope, At, alerts, new(column, Descending: false)).Skip(50).Take(50);
            yield return AlertsQuery.Sorted(db, scope, At, alerts, new(column, Descending: true)).Skip(50).Take(50);
        }
    }

    private static IEnumerable<IQueryable> Reviews(NineGridDbContext db, DataScope scope)
    {
        IQueryable<PositionRow> positions = Selection.Everything.Of(db, scope, At);
        IQueryable<PositionRow> then = Selection.Everything.Of(db, scope, At with { SnapshotId = 2 });
        yield return ReviewTallies.Managers(db, [1, 2]);
        yield return ReviewTallies.Tree(db, scope, At);
        yield return ReviewTallies.Covered(db, scope, At);
        yield return ReviewTallies.Stored(db, scope, At, [1, 2, 3]);
        yield return SumsTrendQuery.Parts(db, scope, At);
        yield return PenetrationQuery.Holdings(db, scope, At);
        yield return ConcentrationQuery.Earnings(positions);
        IQueryable<PositionRow> own = ManagerSheetsQuery.Of(db, positions, ["E1", "E2"]);
        yield return own;
        yield return ManagerSheetsQuery.Names(db, own);
        yield return ManagerSheetsQuery.Movers(db, own, then);
        yield return ManagerSheetsQuery.Reaches(db, own);
        yield return ManagerSheetsQuery.Alerts(db, AlertSight.Alerts(db, scope), own);
        yield return ManagerSheetsQuery.Active(PlanSight.Plans(db, scope), own);
        foreach (
            IQueryable query in (IEnumerable<IQueryable>)
                [
                    .. Keyed(db, scope, ReviewTallies.ByManager(then), ReviewTallies.ByManager(positions)),
                    .. Keyed(db, scope, ReviewTallies.ByPlace(then), ReviewTallies.ByPlace(positions)),
                    .. Keyed(db, scope, ReviewTallies.BySize(then), ReviewTallies.BySize(positions)),
                    .. Keyed(db, scope, ReviewTallies.ByIndustry(then), ReviewTallies.ByIndustry(positions)),
                ]
        )
        {
            yield return query;
        }
    }

    private static IEnumerable<IQueryable> Keyed<TKey>(
        NineGridDbContext db,
        DataScope scope,
        IQueryable<Keyed<TKey>> then,
        IQueryable<Keyed<TKey>> now
    )
    {
        var today = new DateOnly(2026, 1, 15);
        DateTime time = DateTime.UnixEpoch;
        IQueryable<PlanRow> plans = PlanSight.Plans(db, scope);
        IQueryable<AlertRow> alerts = AlertSight.Alerts(db, scope);
        yield return ReviewTallies.Sums(now);
        yield return ReviewTallies.Moves(then, now);
        yield return ReviewTallies.Reaches(db, now);
        yield return ReviewTallies.Keys(now);
        yield return ReviewTallies.Plans(plans, now);
        yield return ReviewTallies.Overdue(db, plans, now, today);
        yield return ReviewTallies.Steps(db, plans, now, today);
        yield return ReviewTallies.Alerts(alerts, now, 10, time);
        yield return ReviewTallies.Contacted(db, plans, alerts, now, time);
    }

    private static IEnumerable<IQueryable> Plans(NineGridDbContext db, DataScope scope)
    {
        var today = new DateOnly(2026, 1, 15);
        IQueryable<PlanRow> plans = PlansQuery.Selected(db, scope, At, Selection.Everything);
        yield return plans;
        yield return PlanSight.Customers(db, scope);
        yield return PlanSight.Owners(db, scope, 1);
        yield return PlansQuery.Heads(db, scope, 1, [1, 2]);
        yield return PlansQuery.Steps(db, scope, [1, 2]);
        yield return PlansQuery.Figures(db, scope, 1, [1, 2]);
        yield return PlansQuery.OverdueSteps(db, plans, today);
        yield return PlanQuery.Customer(db, scope, 1, "C1");
        yield return PlanQuery.Baselines(db, scope, 1);
        yield return PlanQuery.Comments(db, scope, 1);
        yield return PlanQuery.Standings(db, scope, 1, At.Period.AddMonths(-3), At.Period);
        foreach (PlanDue due in Enum.GetValues<PlanDue>())
        {
            var filter = new PlanFilter
            {
                State = PlanState.Active,
                Due = due,
                Owner = "E1",
            };
            yield return PlansQuery.Filtered(db, plans, filter, today);
        }

        foreach (PlanColumn column in Enum.GetValues<PlanColumn>())
        {
            yield return PlansQuery.Sorted(db, scope, At, plans, new(column, Descending: false)).Skip(50).Take(50);
            yield return PlansQuery.Sorted(db, scope, At, plans, new(column, Descending: true)).Skip(50).Take(50);
        }
    }

    private static IEnumerable<IQueryable> Selected(NineGridDbContext db, DataScope scope, Selection selection)
    {
        foreach (Grid grid in Enum.GetValues<Grid>())
        {
            IQueryable<Placing> placings = Placing.On(grid, selection.Of(db, scope, At));
            foreach (PeerParts peers in (PeerParts[])[PeerParts.Of(Scheme.Default, grid), new(true, true, true, true)])
            {
                yield return GridQuery.Parts(placings, peers);
                yield return PointsQuery.Raws(db, 1, grid, placings.In(GridPart.Placed), peers);
            }

            yield return JoinedSnapshots.Placed(db, grid, placings).OrderBy(one => one.Id);
            yield return ChangeQuery.Counts(placings.In(GridPart.Placed));
            yield return Portraits.Counts(placings.In(GridPart.Placed));
            yield return Portraits.HavingEach(db, placings.In(GridPart.Placed));
            yield return placings.In([new Cell(Level.High, Level.Mid), new Cell(Level.Low, Level.Low)]).Select(one => one.Position);
            yield return PointsQuery.ManagerLabels(db, placings, [1, 2]);
            yield return CutQueries.Rows(db, 1, grid);
            yield return PointsQuery.Labels(db, 1, grid, placings.In(GridPart.Placed), [1, 2, 3]);
        }
    }

    private static IEnumerable<Selection> Selections()
    {
        yield return Selection.Everything;
        foreach (GridPart part in (GridPart[])[GridPart.Of(new Cell(Level.High, Level.Mid)), .. GridPart.All])
        {
            yield return new()
            {
                Value = part,
                Growth = part,
                Group = part,
            };
        }

        yield return new()
        {
            Size = SizeClass.Small,
            Industry = Industry.Of('C'),
            Strategy = Strategy.Adjust,
            Manager = "E1",
            CreditGroup = "G1",
            Search = "苏%_州",
            Moved = new(new(Grid.Value, At.Period.AddMonths(-3), MoveSet.Up), At.Period, new(2, At.ComputedAt, 0), [1, 2, 3]),
        };
    }

    private static NineGridDbContext Context(DatabaseProvider provider) =>
        provider switch
        {
            DatabaseProvider.Sqlite => new SqliteNineGridDbContext(
                new DbContextOptionsBuilder<SqliteNineGridDbContext>().UseSqlite("Data Source=nowhere.db").Options
            ),
            DatabaseProvider.SqlServer => new SqlServerNineGridDbContext(
                new DbContextOptionsBuilder<SqlServerNineGridDbContext>().UseSqlServer("Server=nowhere;Database=x").Options
            ),
            DatabaseProvider.PostgreSql => new PostgreSqlNineGridDbContext(
                new DbContextOptionsBuilder<PostgreSqlNineGridDbContext>().UseNpgsql("Host=nowhere;Database=x").Options
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(provider), provider, "no such provider"),
        };
}
