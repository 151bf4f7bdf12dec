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

namespace NineGrid.Data.Queries.Customers;

/// <summary>Who a customer is. Institution, manager and group are those at the time of computation.</summary>
public sealed class CustomerIdentity
{
    public required string No { get; init; }
    public required string Name { get; init; }
    public string? CreditCode { get; init; }
    public DateOnly? OpenedOn { get; init; }
    public string? ManagerNo { get; init; }
    public string? Manager { get; init; }
    public string? GroupCode { get; init; }
    public string? Group { get; init; }
}

/// <summary>An indicator of a customer with the terms behind it; null where not measured.</summary>
public sealed record IndicatorTerms(Indicator Indicator, double? Numerator, double? Denominator, double? Value);

/// <summary>Everything a snapshot knows of one customer, as stored, and its statements.</summary>
/// <param name="Who">Who it is.</param>
/// <param name="Institutions">Its institution and those above, head office first.</param>
/// <param name="Position">Its positions and the terms of its return.</param>
/// <param name="Figures">The window figures; null for Lost and New.</param>
/// <param name="Indicators">The 16 indicators; empty for Lost and New.</param>
/// <param name="GroupPosition">Where its group stands; null when it belongs to none, or when the sums of the group are kept back.</param>
/// <param name="IsGroupKeptBack">Whether they are kept back, because other members could be read off them.</param>
/// <param name="Statements">Its annual statements up to the year of the snapshot, newest first.</param>
/// <param name="Cuts">For each grid the cut points on x and y that it is measured against.</param>
public sealed record CustomerView(
    CustomerIdentity Who,
    IReadOnlyList<InstitutionAt> Institutions,
    PositionRow Position,
    FiguresRow? Figures,
    IReadOnlyList<IndicatorTerms> Indicators,
    GroupPositionRow? GroupPosition,
    bool IsGroupKeptBack,
    IReadOnlyList<StatementRow> Statements,
    IReadOnlyDictionary<Grid, (ShownCut X, ShownCut Y)> Cuts
)
{
    /// <summary>EC = EC_credit + EC_op, yuan; null when unknown.</summary>
    public double? EconomicCapital => Position.EcCredit + Position.EcOp;

    /// <summary>Light capital: EC_credit is 0.</summary>
    public bool IsLight => Position.EcCredit == 0;

    /// <summary>The newest PD of the window is 1.</summary>
    public bool IsDefaulted => Figures?.Pd == 1;

    /// <summary>Flows are scaled up to a year because the window is not full.</summary>
    public bool IsAnnualised => Position.Span < 12;
}

/// <summary>What does the snapshot know of a customer?</summary>
public sealed class CustomerQuery(NineGridDbContext db)
{
    /// <returns>Null when the customer is not in the snapshot or not in the scope: the two cannot be told apart.</returns>
    public async Task<CustomerView?> AskAsync(DataScope scope, Viewpoint at, string no, CancellationToken cancellationToken)
    {
        PositionRow? position = await Position(db, scope, at.SnapshotId, no).FirstOrDefaultAsync(cancellationToken);
        if (position is null)
        {
            return null;
        }

        IQueryable<PositionRow> own = Position(db, scope, at.SnapshotId, no);
        FiguresRow? figures = await Figures(db, own).FirstOrDefaultAsync(cancellationToken);
        GroupPositionRow? group = await Group(db, own).FirstOrDefaultAsync(cancellationToken);
        bool keepsGroupBack =
            group is not null && !scope.Shows(group.Members, await Members(db, scope, group).CountAsync(cancellationToken));
        return new(
            await Identity(db, own).FirstAsync(cancellationToken),
            await Institutions(db, scope, own).ToListAsync(cancellationToken),
            position,
            figures,
            figures is null ? [] : Terms(at, position, figures, await Indicators(db, own).FirstAsync(cancellationToken)),
            keepsGroupBack ? null : group,
            keepsGroupBack,
            await Statements(db, own, at.Period.Year).ToListAsync(cancellationToken),
            await CutsAsync(scope, at, position, cancellationToken)
        );
    }

    private static List<IndicatorTerms> Terms(Viewpoint at, PositionRow position, FiguresRow row, IndicatorRow indicators)
    {
        CustomerFigures figures = StoredFigures.FiguresOf(position, row);
        var terms = RiskAdjustedReturn.Of(figures, at.Scheme);
        double?[] values = StoredFigures.ValuesOf(indicators);
        return
        [
            .. Indicator.All.Select(indicator => new IndicatorTerms(
                indicator,
                Measured.OrNull(indicator.Numerator(figures, terms)),
                Measured.OrNull(indicator.Denominator(figures, terms)),
                values[indicator.Number]
            )),
        ];
    }

    private async Task<Dictionary<Grid, (ShownCut X, ShownCut Y)>> CutsAsync(
        DataScope scope,
        Viewpoint at,
        PositionRow position,
        CancellationToken cancellationToken
    )
    {
        var key = new PeerKey(position.Place, position.Size, position.Industry, position.HasCredit);
        var cuts = new Dictionary<Grid, (ShownCut, ShownCut)>();
        foreach (Grid grid in Enum.GetValues<Grid>())
        {
            (AxisCuts x, AxisCuts y) = await AxisCuts.LoadAsync(db, scope, at, grid, cancellationToken);
            cuts.Add(grid, (x.For(key), y.For(key)));
        }

        return cuts;
    }

    public static IQueryable<PositionRow> Position(NineGridDbContext db, DataScope scope, int snapshot, string no) =>
        from row in scope.Narrow(db, db.Positions.AsNoTracking().Where(row => row.SnapshotId == snapshot))
        join customer in db.Customers on row.CustomerId equals customer.Id
        where customer.No == no
        select row;

    public static IQueryable<CustomerIdentity> Identity(NineGridDbContext db, IQueryable<PositionRow> position) =>
        from own in position
        join customer in db.Customers on own.CustomerId equals customer.Id
        from manager in db.Managers.Where(row => row.Id == own.ManagerId).DefaultIfEmpty()
        from credit in db.Groups.Where(row => row.Id == own.GroupId).DefaultIfEmpty()
        select new CustomerIdentity
        {
            No = customer.No,
            Name = customer.Name,
            CreditCode = customer.CreditCode,
            OpenedOn = customer.OpenedOn,
            ManagerNo = manager == null ? null : manager.EmployeeNo,
            Manager = manager == null ? null : manager.Name,
            GroupCode = credit == null ? null : credit.Code,
            Group = credit == null ? null : credit.Name,
        };

    public static IQueryable<InstitutionAt> Institutions(NineGridDbContext db, DataScope scope, IQueryable<PositionRow> position) =>
        from own in position
        from row in scope.Narrow(db, db.SnapshotInstitutions)
        where row.SnapshotId == own.SnapshotId && row.Place <= own.Place && own.Place < row.EndPlace
        orderby row.Place
        select new InstitutionAt(row.Place, row.EndPlace, row.Code, row.Name, row.Level);

    public static IQueryable<FiguresRow> Figures(NineGridDbContext db, IQueryable<PositionRow> position) =>
        from own in position
        join row in db.Figures.AsNoTracking() on new { own.SnapshotId, own.CustomerId } equals new { row.SnapshotId, row.CustomerId }
        select row;

    public static IQueryable<IndicatorRow> Indicators(NineGridDbContext db, IQueryable<PositionRow> position) =>
        from own in position
        join row in db.Indicators.AsNoTracking() on new { own.SnapshotId, own.CustomerId } equals new { row.SnapshotId, row.CustomerId }
        select row;

    public static IQueryable<GroupPositionRow> Group(NineGridDbContext db, IQueryable<PositionRow> position) =>
        from own in position
        join row in db.GroupPositions.AsNoTracking()
            on new { own.SnapshotId, own.GroupId } equals new { row.SnapshotId, GroupId = (int?)row.GroupId }
        select row;

    /// <summary>The members in the scope of those that a group's sums cover.</summary>
    public static IQueryable<PositionRow> Members(NineGridDbContext db, DataScope scope, GroupPositionRow group)
    {
        (int snapshot, int id) = (group.SnapshotId, group.GroupId);
        return scope.Narrow(db, db.Positions.Where(row => row.SnapshotId == snapshot && row.GroupId == id && row.Span != null));
    }

    public static IQueryable<StatementRow> Statements(NineGridDbContext db, IQueryable<PositionRow> position, int lastYear) =>
        from own in position
        join row in db.Statements.AsNoTracking() on own.CustomerId equals row.CustomerId
        where row.FiscalYear <= lastYear
        orderby row.FiscalYear descending
        select row;
}
