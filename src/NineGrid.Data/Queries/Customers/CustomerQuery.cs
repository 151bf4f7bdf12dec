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
using NineGrid.Domain.Snapshots;

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
/// <param name="GroupPosition">Where its group stands; null when it belongs to none.</param>
/// <param name="Statements">Its annual statements, newest first.</param>
/// <param name="Cuts">For each grid the cut points on x and y that it is measured against.</param>
public sealed record CustomerView(
    CustomerIdentity Who,
    IReadOnlyList<InstitutionAt> Institutions,
    PositionRow Position,
    FiguresRow? Figures,
    IReadOnlyList<IndicatorTerms> Indicators,
    GroupPositionRow? GroupPosition,
    IReadOnlyList<StatementRow> Statements,
    IReadOnlyDictionary<Grid, (PeerCut X, PeerCut Y)> Cuts
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

        (int snapshot, int customer) = (at.SnapshotId, position.CustomerId);
        FiguresRow? figures = await Figures(db, snapshot, customer).FirstOrDefaultAsync(cancellationToken);
        return new(
            await Identity(db, position).FirstAsync(cancellationToken),
            await Institutions(db, snapshot, position.Place).ToListAsync(cancellationToken),
            position,
            figures,
            figures is null ? [] : Terms(at, position, figures, await Indicators(db, snapshot, customer).FirstAsync(cancellationToken)),
            position.GroupId is int group ? await Group(db, snapshot, group).FirstOrDefaultAsync(cancellationToken) : null,
            await Statements(db, customer).ToListAsync(cancellationToken),
            await CutsAsync(at, position, cancellationToken)
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

    private async Task<Dictionary<Grid, (PeerCut X, PeerCut Y)>> CutsAsync(
        Viewpoint at,
        PositionRow position,
        CancellationToken cancellationToken
    )
    {
        var key = new PeerKey(position.Place, position.Size, position.Industry, position.HasCredit);
        var cuts = new Dictionary<Grid, (PeerCut, PeerCut)>();
        foreach (Grid grid in Enum.GetValues<Grid>())
        {
            (AxisCuts x, AxisCuts y) = await AxisCuts.LoadAsync(db, at, grid, cancellationToken);
            cuts.Add(grid, (x.For(key), y.For(key)));
        }

        return cuts;
    }

    public static IQueryable<PositionRow> Position(NineGridDbContext db, DataScope scope, int snapshot, string no) =>
        from row in scope.Narrow(db, db.Positions.AsNoTracking().Where(row => row.SnapshotId == snapshot))
        join customer in db.Customers on row.CustomerId equals customer.Id
        where customer.No == no
        select row;

    public static IQueryable<CustomerIdentity> Identity(NineGridDbContext db, PositionRow position)
    {
        (int customerId, int? managerId, int? groupId) = (position.CustomerId, position.ManagerId, position.GroupId);
        return from customer in db.Customers
            where customer.Id == customerId
            from manager in db.Managers.Where(own => own.Id == managerId).DefaultIfEmpty()
            from credit in db.Groups.Where(own => own.Id == groupId).DefaultIfEmpty()
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
    }

    public static IQueryable<InstitutionAt> Institutions(NineGridDbContext db, int snapshot, int place) =>
        from row in db.SnapshotInstitutions
        where row.SnapshotId == snapshot && row.Place <= place && place < row.EndPlace
        orderby row.Place
        select new InstitutionAt(row.Place, row.EndPlace, row.Code, row.Name, row.Level);

    public static IQueryable<FiguresRow> Figures(NineGridDbContext db, int snapshot, int customer) =>
        db.Figures.AsNoTracking().Where(row => row.SnapshotId == snapshot && row.CustomerId == customer);

    public static IQueryable<IndicatorRow> Indicators(NineGridDbContext db, int snapshot, int customer) =>
        db.Indicators.AsNoTracking().Where(row => row.SnapshotId == snapshot && row.CustomerId == customer);

    public static IQueryable<GroupPositionRow> Group(NineGridDbContext db, int snapshot, int group) =>
        db.GroupPositions.AsNoTracking().Where(row => row.SnapshotId == snapshot && row.GroupId == group);

    public static IQueryable<StatementRow> Statements(NineGridDbContext db, int customer) =>
        db.Statements.AsNoTracking().Where(row => row.CustomerId == customer).OrderByDescending(row => row.FiscalYear);
}
