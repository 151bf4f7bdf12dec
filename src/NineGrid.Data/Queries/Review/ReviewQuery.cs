using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Alerts;
using NineGrid.Data.Queries.Customers;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Grids;
using NineGrid.Data.Queries.Opportunities;
using NineGrid.Data.Queries.Plans;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Moves;
using NineGrid.Domain.Paths;
using NineGrid.Domain.Views;

namespace NineGrid.Data.Queries.Review;

/// <summary>How do managers, institutions, size classes or industries compare?</summary>
public sealed class ReviewQuery(
    NineGridDbContext db,
    ViewpointQuery viewpoints,
    LargeReviews large,
    LargeWork work,
    HighBands high,
    TimeProvider clock
)
{
    /// <summary>Days after which a customer with whom nobody deals counts as without contact.</summary>
    public const int QuietDays = 90;

    /// <summary>The table of everything that is not empty.</summary>
    /// <param name="scope">What may be seen.</param>
    /// <param name="at">From where.</param>
    /// <param name="by">What stands side by side.</param>
    /// <param name="level">Which institutions; for others of no account.</param>
    /// <param name="from">The period with which movements are measured; null for the stored one before.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<ReviewTable> AskAsync(
        DataScope scope,
        Viewpoint at,
        ReviewBy by,
        ReviewLevel level,
        Period? from,
        CancellationToken cancellationToken
    )
    {
        Viewpoint? then = await ThenAsync(scope, at, from, cancellationToken);
        var asked = new Asked(scope, at, then, cancellationToken);
        return by switch
        {
            ReviewBy.Managers => await ManagersAsync(asked),
            ReviewBy.Institutions => await InstitutionsAsync(asked, level),
            ReviewBy.Sizes => await AsideAsync(asked, by, ReviewTallies.BySize, Enum.GetValues<SizeClass>(), SizeClassCode.Of),
            ReviewBy.Industries => await AsideAsync(asked, by, ReviewTallies.ByIndustry, Industry.All, one => one.ToString()),
            _ => throw new ArgumentOutOfRangeException(nameof(by), by, "nothing to compare"),
        };
    }

    /// <summary>The earlier period as it is looked at from the same institution; null when there is none.</summary>
    internal async Task<Viewpoint?> ThenAsync(DataScope scope, Viewpoint at, Period? from, CancellationToken cancellationToken)
    {
        Period? period = from ?? at.Periods.Where(one => one < at.Period).Cast<Period?>().Max();
        return period < at.Period ? await viewpoints.AskAsync(scope, period, at.Institution.Code, cancellationToken) : null;
    }

    private sealed record Asked(DataScope Scope, Viewpoint At, Viewpoint? Then, CancellationToken CancellationToken);

    /// <summary>What is counted in the snapshots.</summary>
    private sealed record Counted<TKey>(List<KeyedTotals<TKey>> Sums, List<KeyedMove<TKey>> Moves, List<KeyedReach<TKey>> Reaches);

    private async Task<ReviewTable> ManagersAsync(Asked asked)
    {
        Counted<int> counted = await CountedAsync(asked, ReviewBy.Managers, ReviewTallies.ByManager);
        int[] ids = [.. counted.Sums.Select(sum => sum.Key).Distinct().Where(id => id > 0)];
        List<ManagerRow> managers = await ReviewTallies.Managers(db, ids).ToListAsync(asked.CancellationToken);
        IEnumerable<ManagerRow> named = managers
            .OrderBy(manager => manager.Name, KeyOrder.Instance)
            .ThenBy(manager => manager.EmployeeNo, KeyOrder.Instance);
        var lines = new Lines<int>(
            named.Select(manager => (manager.Id, (string?)manager.EmployeeNo, (string?)manager.Name)).Append((0, null, null))
        );
        return await TableAsync(asked, ReviewBy.Managers, [], lines, counted, ReviewTallies.ByManager, id => id, id => id);
    }

    private async Task<ReviewTable> AsideAsync<TKey>(
        Asked asked,
        ReviewBy by,
        Func<IQueryable<PositionRow>, IQueryable<Keyed<TKey>>> keyed,
        IEnumerable<TKey> keys,
        Func<TKey, string> code
    )
        where TKey : notnull
    {
        Counted<TKey> counted = await CountedAsync(asked, by, keyed);
        var lines = new Lines<TKey>(keys.Select(key => (key, (string?)code(key), (string?)null)));
        return await TableAsync(asked, by, [], lines, counted, keyed, key => key, key => key);
    }

    private async Task<ReviewTable> InstitutionsAsync(Asked asked, ReviewLevel level)
    {
        List<SnapshotInstitutionRow> tree = await ReviewTallies.Tree(db, asked.Scope, asked.At).ToListAsync(asked.CancellationToken);
        List<SnapshotInstitutionRow> compared = At(tree, level, asked.At);
        IReadOnlyList<ReviewLevel> levels = [.. Enum.GetValues<ReviewLevel>().Where(one => At(tree, one, asked.At).Count > 0)];
        Func<int, int> now = RowOf(compared, compared);
        Func<int, int> then = RowOf(
            compared,
            asked.Then is Viewpoint earlier ? await ReviewTallies.Tree(db, asked.Scope, earlier).ToListAsync(asked.CancellationToken) : []
        );
        Counted<int> counted = await CountedAsync(
            asked,
            (ReviewBy.Institutions, level),
            ReviewTallies.ByPlace,
            () => StoredAsync(asked, tree, compared)
        );
        var lines = new Lines<int>(compared.Select((row, i) => (i, (string?)row.Code, (string?)row.Name)).Append((NoRow, null, null)));
        return await TableAsync(asked, ReviewBy.Institutions, levels, lines, counted, ReviewTallies.ByPlace, now, then);
    }

    // Stands for the institutions that are not compared.
    private const int NoRow = -1;

    private static List<SnapshotInstitutionRow> At(List<SnapshotInstitutionRow> tree, ReviewLevel level, Viewpoint at) =>
        level switch
        {
            ReviewLevel.Tier1 => tree.FindAll(row => row.Level == InstitutionLevel.Tier1 && row.Place != at.Institution.Place),
            ReviewLevel.Tier2 => tree.FindAll(row => row.Level == InstitutionLevel.Tier2 && row.Place != at.Institution.Place),
            ReviewLevel.Sub => tree.FindAll(row => row.Level == InstitutionLevel.Sub && row.Place != at.Institution.Place),
            _ => tree.FindAll(row => row.ParentPlace == at.Institution.Place),
        };

    /// <summary>Which row a place of a tree, maybe of another snapshot, belongs to.</summary>
    private static Func<int, int> RowOf(List<SnapshotInstitutionRow> compared, List<SnapshotInstitutionRow> tree)
    {
        Dictionary<string, int> rows = compared
            .Select((row, i) => (row.Code, i))
            .ToDictionary(one => one.Code, one => one.i, StringComparer.Ordinal);
        Dictionary<int, int> known = [];
        foreach (SnapshotInstitutionRow one in tree)
        {
            if (rows.TryGetValue(one.Code, out int row))
            {
                for (int place = one.Place; place < one.EndPlace; place++)
                {
                    known[place] = row;
                }
            }
        }

        return place => known.GetValueOrDefault(place, NoRow);
    }

    /// <summary>The sums of the compared institutions as they are stored, and those of the places beside them; null when not every customer may be seen or nothing is stored.</summary>
    private async Task<List<KeyedTotals<int>>?> StoredAsync(
        Asked asked,
        List<SnapshotInstitutionRow> tree,
        List<SnapshotInstitutionRow> compared
    )
    {
        int[] places = [.. compared.Select(row => row.Place)];
        List<InstitutionSumRow> stored = await ReviewTallies
            .Stored(db, asked.Scope, asked.At, [asked.At.Institution.Place, .. places])
            .ToListAsync(asked.CancellationToken);
        if (!stored.Exists(row => row.Place == asked.At.Institution.Place))
        {
            return null;
        }

        Func<int, int> row = RowOf(compared, compared);
        int[] beside = [.. tree.Select(one => one.Place).Where(place => row(place) == NoRow)];
        IQueryable<PositionRow> others = Selection.Everything.Of(db, asked.Scope, asked.At).Where(one => beside.Contains(one.Place));
        return
        [
            .. stored
                .Where(one => one.Place != asked.At.Institution.Place)
                .OrderBy(one => one.Place)
                .ThenBy(one => one.Part)
                .Select(one => new KeyedTotals<int>(
                    one.Place,
                    one.Part == InstitutionSums.NotPlaced ? null : Cell.FromIndex(one.Part),
                    new(one.Customers, one.Revenue, one.Eva, one.Return, one.EconomicCapital)
                )),
            .. await ReviewTallies.Sums(ReviewTallies.ByPlace(others)).ToListAsync(asked.CancellationToken),
        ];
    }

    private Task<Counted<TKey>> CountedAsync<TKey>(
        Asked asked,
        object question,
        Func<IQueryable<PositionRow>, IQueryable<Keyed<TKey>>> keyed,
        Func<Task<List<KeyedTotals<TKey>>?>>? stored = null
    )
        where TKey : notnull =>
        large.AnswerAsync(
            asked.Scope,
            asked.At,
            asked.Then,
            question,
            async () =>
            {
                IQueryable<Keyed<TKey>> customers = keyed(Selection.Everything.Of(db, asked.Scope, asked.At));
                return new Counted<TKey>(
                    (stored is null ? null : await stored()) ?? await ReviewTallies.Sums(customers).ToListAsync(asked.CancellationToken),
                    asked.Then is Viewpoint then
                        ? await ReviewTallies
                            .Moves(keyed(Selection.Everything.Of(db, asked.Scope, then)), customers)
                            .ToListAsync(asked.CancellationToken)
                        : [],
                    await ReachesAsync(asked, keyed)
                );
            },
            counted => counted.Sums.Sum(sum => sum.Sum.Customers),
            counted => counted.Sums.Count + counted.Moves.Count + counted.Reaches.Count
        );

    /// <summary>What is within reach as it may be shown: as stored to whoever sees the bank, else without the benchmarks that are kept back.</summary>
    private async Task<List<KeyedReach<TKey>>> ReachesAsync<TKey>(Asked asked, Func<IQueryable<PositionRow>, IQueryable<Keyed<TKey>>> keyed)
        where TKey : notnull
    {
        IQueryable<PositionRow> positions = Selection.Everything.Of(db, asked.Scope, asked.At);
        if (asked.Scope != DataScope.WholeBank)
        {
            ShownGuidance shown = await ShownGuidance.LoadAsync(db, high, asked.Scope, asked.At, positions, asked.CancellationToken);
            if (shown.Customers is { } customers)
            {
                List<KeyedCount<TKey>> keys = await ReviewTallies.Keys(keyed(positions)).ToListAsync(asked.CancellationToken);
                return
                [
                    .. from key in keys
                    where customers.ContainsKey(key.Count) && customers[key.Count].Guidance.Reach > 0
                    group customers[key.Count].Guidance.Reach by key.Key into own
                    select new KeyedReach<TKey>(own.Key, own.Count(), own.Sum()),
                ];
            }
        }

        return await ReviewTallies.Reaches(db, keyed(positions)).ToListAsync(asked.CancellationToken);
    }

    private async Task<ReviewTable> TableAsync<TRow, TKey>(
        Asked asked,
        ReviewBy by,
        IReadOnlyList<ReviewLevel> levels,
        Lines<TRow> lines,
        Counted<TKey> counted,
        Func<IQueryable<PositionRow>, IQueryable<Keyed<TKey>>> keyed,
        Func<TKey, TRow> now,
        Func<TKey, TRow> then
    )
        where TRow : notnull
    {
        counted.Sums.ForEach(sum => lines[now(sum.Key)].Add(sum.Cell, sum.Sum));
        Upgrades moves = default;
        foreach (KeyedMove<TKey> move in counted.Moves)
        {
            var own = Upgrades.Of(move.From, move.To, move.Customers);
            moves += own;
            if (now(move.Now).Equals(then(move.Then)))
            {
                lines[now(move.Now)].Moves += own;
            }
        }

        counted.Reaches.ForEach(reach => lines[now(reach.Key)].Add(reach.Customers, reach.Reach));
        int customers = counted.Sums.Sum(sum => sum.Sum.Customers);
        await PeopleAsync(asked, by, keyed(Selection.Everything.Of(db, asked.Scope, asked.At)), customers, key => lines[now(key)]);
        bool compares = asked.Then is not null;
        Reviewed[] rows = [.. lines.Filled.Select(line => line.Read(compares))];
        var whole = new Line(null, null);
        foreach (Line line in lines.Filled)
        {
            whole.Add(line);
        }

        whole.Moves = moves;
        return new(by, levels, asked.Then?.Period, rows, whole.Read(compares));
    }

    /// <summary>What people did for the customers.</summary>
    private sealed record Worked<TKey>(
        List<KeyedPlans<TKey>> Plans,
        List<KeyedCount<TKey>> Overdue,
        List<KeyedPart<TKey>> Steps,
        List<KeyedAlerts<TKey>> Alerts,
        List<KeyedCount<TKey>> Contacted
    )
    {
        public int Rows => Plans.Count + Overdue.Count + Steps.Count + Alerts.Count + Contacted.Count;
    }

    private async Task<Worked<TKey>> WorkedAsync<TKey>(Asked asked, IQueryable<Keyed<TKey>> customers, DateOnly today)
    {
        DateTime time = clock.Now();
        // Whoever is in the scope in the newest snapshot need not be looked for there again.
        bool newest = asked.At.Period == asked.At.Periods[0];
        IQueryable<PlanRow> plans = newest ? db.Plans : PlanSight.Plans(db, asked.Scope);
        IQueryable<AlertRow> alerts = newest ? db.Alerts : AlertSight.Alerts(db, asked.Scope);
        int days = asked.At.Scheme.AlertTerms.EscalationDays;
        DateTime since = time.AddDays(-QuietDays);
        CancellationToken stop = asked.CancellationToken;
        return new(
            await ReviewTallies.Plans(plans, customers).ToListAsync(stop),
            await ReviewTallies.Overdue(db, plans, customers, today).ToListAsync(stop),
            await ReviewTallies.Steps(db, plans, customers, today).ToListAsync(stop),
            await ReviewTallies.Alerts(alerts, customers, days, time).ToListAsync(stop),
            await ReviewTallies.Contacted(db, plans, alerts, customers, since).ToListAsync(stop)
        );
    }

    private async Task PeopleAsync<TKey>(Asked asked, ReviewBy by, IQueryable<Keyed<TKey>> customers, int count, Func<TKey, Line> line)
    {
        var today = DateOnly.FromDateTime(clock.GetLocalNow().DateTime);
        Worked<TKey> worked = await work.AnswerAsync(
            db,
            asked.Scope,
            asked.At,
            (by, today),
            () => WorkedAsync(asked, customers, today),
            _ => count,
            own => own.Rows,
            asked.CancellationToken
        );
        worked.Plans.ForEach(own => line(own.Key).Add(own.State, own.Plans));
        worked.Overdue.ForEach(own => line(own.Key).OverduePlans += own.Count);
        worked.Steps.ForEach(own => line(own.Key).Kept += new Proportion(own.Part, own.Whole));
        foreach (KeyedAlerts<TKey> own in worked.Alerts)
        {
            line(own.Key).PendingAlerts += own.Pending;
            line(own.Key).Answered += new Proportion(own.InTime, own.Due);
        }

        worked.Contacted.ForEach(own => line(own.Key).Contacted += own.Count);
    }

    /// <summary>A row while it is added up.</summary>
    private sealed class Line(string? code, string? name)
    {
        private readonly Totals[] _cells = [.. Enumerable.Repeat(Totals.None, Cell.Count)];
        private Totals _unplaced = Totals.None;
        private int _reaching;
        private double _reach;
        private int _active;
        private int _done;

        public Upgrades Moves { get; set; }
        public int OverduePlans { get; set; }
        public Proportion Kept { get; set; }
        public int PendingAlerts { get; set; }
        public Proportion Answered { get; set; }
        public int Contacted { get; set; }

        public bool IsFilled => _unplaced.Customers > 0 || _cells.Any(cell => cell.Customers > 0);

        public void Add(Cell? cell, Totals sum)
        {
            if (cell is Cell own)
            {
                _cells[own.Index] += sum;
            }
            else
            {
                _unplaced += sum;
            }
        }

        public void Add(int reaching, double reach)
        {
            _reaching += reaching;
            _reach += reach;
        }

        public void Add(PlanState state, int plans)
        {
            _active += state == PlanState.Active ? plans : 0;
            _done += state == PlanState.Done ? plans : 0;
        }

        public void Add(Line other)
        {
            foreach (Cell cell in Cell.All)
            {
                Add(cell, other._cells[cell.Index]);
            }

            Add(cell: null, other._unplaced);
            Add(other._reaching, other._reach);
            (_active, _done) = (_active + other._active, _done + other._done);
            OverduePlans += other.OverduePlans;
            Kept += other.Kept;
            PendingAlerts += other.PendingAlerts;
            Answered += other.Answered;
            Contacted += other.Contacted;
        }

        public Reviewed Read(bool compares) =>
            new()
            {
                Code = code,
                Name = name,
                Cells = _cells,
                Unplaced = _unplaced,
                Moves = compares ? Moves : null,
                Reaching = _reaching,
                Reach = _reach,
                ActivePlans = _active,
                DonePlans = _done,
                OverduePlans = OverduePlans,
                Kept = Kept,
                PendingAlerts = PendingAlerts,
                Answered = Answered,
                Quiet = _unplaced.Customers + _cells.Sum(cell => cell.Customers) - Contacted,
            };
    }

    /// <summary>The rows of a table by what they are about, in their order.</summary>
    private sealed class Lines<TRow>
        where TRow : notnull
    {
        private readonly List<Line> _order = [];
        private readonly Dictionary<TRow, Line> _lines = [];

        public Lines(IEnumerable<(TRow Row, string? Code, string? Name)> heads)
        {
            foreach ((TRow row, string? code, string? name) in heads)
            {
                _lines.Add(row, new(code, name));
                _order.Add(_lines[row]);
            }
        }

        public Line this[TRow row] => _lines[row];

        public IEnumerable<Line> Filled => _order.Where(line => line.IsFilled);
    }
}
