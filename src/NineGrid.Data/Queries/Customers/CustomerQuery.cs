using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Grids;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Capital;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Indicators;
using NineGrid.Domain.Paths;
using NineGrid.Domain.Schemes;
using NineGrid.Domain.Snapshots;

namespace NineGrid.Data.Queries.Customers;

/// <summary>What does the snapshot know of a customer?</summary>
/// <remarks>Who may see a customer in the snapshot that is read may see its history: where it stood before, its months, its statements.</remarks>
public sealed class CustomerQuery(NineGridDbContext db, DataBatches batches, HighBands high)
{
    /// <summary>Months that are shown: three years.</summary>
    public const int MonthsShown = 36;

    /// <summary>Fiscal years that are shown.</summary>
    public const int YearsShown = 3;

    // The usable ones may begin two years back, and the oldest shown grows from one more.
    private const int YearsRead = YearsShown + 2;

    /// <summary>Neighbours that are shown.</summary>
    public const int NeighboursShown = 5;

    /// <returns>Null when the customer is not in the snapshot or not in the scope: the two cannot be told apart.</returns>
    public async Task<CustomerView?> AskAsync(DataScope scope, Viewpoint at, string no, CancellationToken cancellationToken)
    {
        IQueryable<PositionRow> position = Position(db, scope, at.SnapshotId, no);
        Own? own = await Owns(db, scope, position, at.SnapshotId).FirstOrDefaultAsync(cancellationToken);
        if (own is null)
        {
            return null;
        }

        List<Above> above = await Institutions(db, scope, position).ToListAsync(cancellationToken);
        Above branch = above.FindLast(one => one.Institution.Level == InstitutionLevel.Tier1) ?? above[0];
        bool keepsGroupBack = own.Group is not null && !scope.Shows(own.Group.Members, own.MembersWithin);
        List<StatementRow> statements = await Statements(db, position, at.Period.Year).Take(YearsRead).ToListAsync(cancellationToken);
        IReadOnlyDictionary<Grid, (ShownCut X, ShownCut Y)> cuts = await AxisCuts.ForAsync(
            db,
            scope,
            at,
            PeerKey.Of(own.Position),
            cancellationToken
        );
        (CustomerFigures Figures, RiskAdjustedReturn Return)? terms = null;
        if (own.Figures is FiguresRow row)
        {
            CustomerFigures figures = StoredFigures.FiguresOf(own.Position, row);
            terms = (figures, RiskAdjustedReturn.Of(in figures, at.Scheme));
        }

        CustomerBenchmarks benchmarks = await CustomerBenchmarks.LoadAsync(
            db,
            high,
            scope,
            at,
            position,
            branch.Institution,
            own,
            cancellationToken
        );
        CustomerGuidance? guidance =
            own.Position.ValueCell is not null && own.Figures is not null && own.Indicators is not null
                ? StoredGuidance.Of(
                    own.Position,
                    own.Figures,
                    own.Indicators,
                    [.. benchmarks.Of.Select(one => one?.Known ?? default)],
                    cuts[Grid.Value].X.Cuts,
                    cuts[Grid.Value].Y.Cuts,
                    at.Scheme
                )
                : null;
        return new()
        {
            Who = own.Who,
            Institutions = [.. above.Where(one => one.IsVisible).Select(one => one.Institution)],
            Branch = branch.Institution,
            Position = own.Position,
            Figures = own.Figures,
            Indicators =
                terms is null || own.Indicators is null
                    ? []
                    : Compare(terms.Value.Figures, terms.Value.Return, own.Indicators, benchmarks.Of, guidance, at.Scheme.UsedIndicators),
            Guidance = guidance,
            NextProducts = benchmarks.Products,
            Bridge = terms is null ? [] : ReturnBridge.ToEva(terms.Value.Figures, terms.Value.Return, at.Scheme),
            CapitalBridge = terms is null ? [] : ReturnBridge.ToCapital(terms.Value.Return),
            GroupPosition = keepsGroupBack ? null : own.Group,
            IsGroupKeptBack = keepsGroupBack,
            Statements = statements,
            YearsMissing = YearsMissing(statements, own.Figures?.FiscalYear, at.Period),
            Cuts = cuts,
            Trail = await TrailAsync(position, at, cancellationToken),
            Months = await Months(db, position, at.Period.AddMonths(1 - MonthsShown), at.Period).ToListAsync(cancellationToken),
            Neighbours = await NeighboursAsync(scope, at, branch.Institution, own.Position, cancellationToken),
            Batch = await batches.OfAsync(at, () => DataBatches.Behind(db, at.SnapshotId).AsNoTracking().ToListAsync(cancellationToken)),
        };
    }

    private static List<IndicatorTerms> Compare(
        CustomerFigures figures,
        RiskAdjustedReturn terms,
        IndicatorRow indicators,
        ShownBenchmark?[] benchmarks,
        CustomerGuidance? guidance,
        IndicatorSwitches switches
    )
    {
        double?[] values = StoredFigures.ValuesOf(indicators);
        var levers = (guidance?.Levers ?? []).ToDictionary(lever => lever.Kind);
        return
        [
            .. Indicator
                .All.Where(indicator => switches.IsOn(indicator.Name))
                .Select(indicator =>
                {
                    var own = new IndicatorTerms
                    {
                        Indicator = indicator,
                        Numerator = Measured.OrNull(indicator.Numerator(figures, terms)),
                        Denominator = Measured.OrNull(indicator.Denominator(figures, terms)),
                        Value = values[indicator.Number],
                        Benchmark = benchmarks[indicator.Number],
                    };
                    return own.HasRoom && LeverMeasure.LeverOf(indicator) is LeverKind kind && levers.TryGetValue(kind, out Lever lever)
                        ? own with
                        {
                            Lever = lever,
                        }
                        : own;
                }),
        ];
    }

    private async Task<IReadOnlyList<TrailStep>> TrailAsync(
        IQueryable<PositionRow> position,
        Viewpoint at,
        CancellationToken cancellationToken
    )
    {
        List<TrailStep> newestFirst = await Trail(db, position, at.Period).ToListAsync(cancellationToken);
        newestFirst.Reverse();
        return newestFirst;
    }

    private async Task<IReadOnlyList<Neighbour>> NeighboursAsync(
        DataScope scope,
        Viewpoint at,
        InstitutionAt branch,
        PositionRow own,
        CancellationToken cancellationToken
    )
    {
        IQueryable<PositionRow> around = Around(db, scope, at.SnapshotId, branch);
        List<Likeness> candidates = await high.OfAsync(scope, at, branch, () => HighBand(around).ToListAsync(cancellationToken));
        IReadOnlyList<int> alike = new Likeness(own.CustomerId, own.Size, own.Industry, own.Revenue).Nearest(candidates, NeighboursShown);
        Dictionary<int, Neighbour> named = await Named(db, around, alike).ToDictionaryAsync(one => one.Id, cancellationToken);
        return [.. alike.Select(id => named[id])];
    }

    private static int[] YearsMissing(List<StatementRow> statements, int? newest, Period period) =>
        [
            .. StatementChoice
                .YearsOfGrowth(newest, period)
                .Where(year => statements.Find(one => one.FiscalYear == year) is not { OperatingRevenue: not null, NetProfit: not null })
                .Order(),
        ];

    /// <summary>The customer's position, if it may be seen.</summary>
    public static IQueryable<PositionRow> Position(NineGridDbContext db, DataScope scope, int snapshot, string no) =>
        from row in scope.Narrow(db, db.Positions.AsNoTracking().Where(row => row.SnapshotId == snapshot))
        join customer in db.Customers on row.CustomerId equals customer.Id
        where customer.No == no
        select row;

    /// <summary>What is stored of a customer in one row each.</summary>
    public sealed class Own
    {
        public required PositionRow Position { get; init; }
        public FiguresRow? Figures { get; init; }
        public IndicatorRow? Indicators { get; init; }
        public GroupPositionRow? Group { get; init; }

        /// <summary>Members in the scope of those that the group's sums cover.</summary>
        public int MembersWithin { get; init; }
        public required CustomerIdentity Who { get; init; }
    }

    public static IQueryable<Own> Owns(NineGridDbContext db, DataScope scope, IQueryable<PositionRow> position, int snapshot)
    {
        IQueryable<PositionRow> within = scope.Narrow(db, db.Positions.Where(row => row.SnapshotId == snapshot && row.Span != null));
        return (
            from own in position
            join customer in db.Customers on own.CustomerId equals customer.Id
            from figures in db.Figures.Where(row => row.SnapshotId == own.SnapshotId && row.CustomerId == own.CustomerId).DefaultIfEmpty()
            from indicators in db
                .Indicators.Where(row => row.SnapshotId == own.SnapshotId && row.CustomerId == own.CustomerId)
                .DefaultIfEmpty()
            from manager in db.Managers.Where(row => row.Id == own.ManagerId).DefaultIfEmpty()
            from credit in db.Groups.Where(row => row.Id == own.GroupId).DefaultIfEmpty()
            from standing in db.GroupPositions.Where(row => row.SnapshotId == own.SnapshotId && row.GroupId == own.GroupId).DefaultIfEmpty()
            select new Own
            {
                Position = own,
                Figures = figures,
                Indicators = indicators,
                Group = standing,
                // Said to be known on both sides: two that may both be missing are equal as well, and no index finds that.
                MembersWithin = own.GroupId == null ? 0 : within.Count(member => member.GroupId != null && member.GroupId == own.GroupId),
                Who = new()
                {
                    No = customer.No,
                    Name = customer.Name,
                    CreditCode = customer.CreditCode,
                    OpenedOn = customer.OpenedOn,
                    ManagerNo = manager == null ? null : manager.EmployeeNo,
                    Manager = manager == null ? null : manager.Name,
                    GroupCode = credit == null ? null : credit.Code,
                    Group = credit == null ? null : credit.Name,
                },
            }
        ).AsNoTracking();
    }

    /// <summary>An institution at or above a customer's own, and whether it may be looked at.</summary>
    public sealed record Above(InstitutionAt Institution, bool IsVisible);

    /// <summary>The institutions from head office down to the customer's own.</summary>
    public static IQueryable<Above> Institutions(NineGridDbContext db, DataScope scope, IQueryable<PositionRow> position)
    {
        IQueryable<SnapshotInstitutionRow> visible = scope.Narrow(db, db.SnapshotInstitutions);
        return from own in position
            from row in db.SnapshotInstitutions
            where row.SnapshotId == own.SnapshotId && row.Place <= own.Place && own.Place < row.EndPlace
            orderby row.Place
            select new Above(
                new(row.Place, row.EndPlace, row.Code, row.Name, row.Level),
                visible.Any(one => one.SnapshotId == row.SnapshotId && one.Place == row.Place)
            );
    }

    /// <summary>The customer's annual statements up to a year, newest first.</summary>
    public static IQueryable<StatementRow> Statements(NineGridDbContext db, IQueryable<PositionRow> position, int lastYear) =>
        from own in position
        join row in db.Statements.AsNoTracking() on own.CustomerId equals row.CustomerId
        where row.FiscalYear <= lastYear
        orderby row.FiscalYear descending
        select row;

    /// <summary>Where the customer stood in the newest stored periods up to one, newest first.</summary>
    public static IQueryable<TrailStep> Trail(NineGridDbContext db, IQueryable<PositionRow> position, Period last) =>
        from own in position
        from at in StoredPeriods.UpTo(db, last)
        join row in db.Positions on new { SnapshotId = at.Id, own.CustomerId } equals new { row.SnapshotId, row.CustomerId }
        orderby at.Period descending
        select new TrailStep
        {
            Period = at.Period,
            Value = row.ValueCell,
            ValueReason = row.ValueReason,
            Growth = row.GrowthCell,
            GrowthReason = row.GrowthReason,
            Group = row.GroupCell,
            Revenue = row.Revenue,
            Raroc = row.Raroc,
        };

    /// <summary>The customer's reported months from one to another, oldest first.</summary>
    public static IQueryable<MonthFigures> Months(NineGridDbContext db, IQueryable<PositionRow> position, Period first, Period last) =>
        from own in position
        join fact in db.Facts on own.CustomerId equals fact.CustomerId
        where fact.Period >= first && fact.Period <= last
        orderby fact.Period
        select new MonthFigures
        {
            Period = fact.Period,
            LoanNii = fact.LoanNii,
            DepositNii = fact.DepositNii,
            FeeIncome = fact.FeeIncome,
            AvgDeposits = fact.AvgDeposits,
            AvgLoans = fact.AvgLoans,
        };

    /// <summary>The customers of an institution and all below it that may be seen.</summary>
    public static IQueryable<PositionRow> Around(NineGridDbContext db, DataScope scope, int snapshot, InstitutionAt institution)
    {
        (int first, int end) = (institution.Place, institution.EndPlace);
        return scope.Narrow(db, db.Positions.Where(row => row.SnapshotId == snapshot && row.Place >= first && row.Place < end));
    }

    /// <summary>The customers of the value grid's High band among some.</summary>
    public static IQueryable<Likeness> HighBand(IQueryable<PositionRow> around) =>
        Placing
            .On(Grid.Value, around)
            .In(GridPart.Of(Band.High))
            .Select(placing => new Likeness(
                placing.Position.CustomerId,
                placing.Position.Size,
                placing.Position.Industry,
                placing.Position.Revenue
            ));

    /// <summary>Some customers by name, in no order.</summary>
    public static IQueryable<Neighbour> Named(NineGridDbContext db, IQueryable<PositionRow> around, IReadOnlyCollection<int> ids) =>
        from row in around
        where ids.Contains(row.CustomerId)
        join customer in db.Customers on row.CustomerId equals customer.Id
        select new Neighbour
        {
            Id = customer.Id,
            No = customer.No,
            Name = customer.Name,
            Size = row.Size,
            Industry = row.Industry,
            Revenue = row.Revenue,
            Raroc = row.Raroc,
            IsLight = row.EcCredit == null ? null : row.EcCredit == 0,
            Value = row.ValueCell,
        };
}
