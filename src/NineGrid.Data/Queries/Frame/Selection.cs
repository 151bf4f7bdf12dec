using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Moves;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Paths;

namespace NineGrid.Data.Queries.Frame;

/// <summary>The filters of a page, each null when not set. Every picture, list and count of a viewpoint applies the same ones.</summary>
public sealed record Selection
{
    /// <summary>Nothing filtered.</summary>
    public static Selection Everything { get; } = new();

    /// <summary>Part of the value grid.</summary>
    public GridPart? Value { get; init; }

    /// <summary>Part of the growth grid.</summary>
    public GridPart? Growth { get; init; }

    /// <summary>Part of the group grid.</summary>
    public GridPart? Group { get; init; }

    public SizeClass? Size { get; init; }
    public Industry? Industry { get; init; }
    public Strategy? Strategy { get; init; }

    /// <summary>What the customers lack.</summary>
    public Lack? Lack { get; init; }

    /// <summary>Employee number of the relationship manager.</summary>
    public string? Manager { get; init; }

    /// <summary>Code of the credit group.</summary>
    public string? CreditGroup { get; init; }

    /// <summary>A piece of the customer's number or name, or the beginning of its credit code.</summary>
    public string? Search { get; init; }

    /// <summary>The customers that did something on a grid between two periods.</summary>
    public MovedCustomers? Moved { get; init; }

    /// <summary>Whether what it holds changes while the snapshot does not, so that no answer about it can be kept.</summary>
    public bool ChangesWithPlans => Lack == Frame.Lack.Plan;

    /// <summary>The part of one grid.</summary>
    public GridPart? On(Grid grid) =>
        grid switch
        {
            Grid.Value => Value,
            Grid.Growth => Growth,
            Grid.Group => Group,
            _ => throw new ArgumentOutOfRangeException(nameof(grid), grid, "not a grid"),
        };

    /// <summary>The positions of the viewpoint that are in the scope and pass every filter.</summary>
    public IQueryable<PositionRow> Of(NineGridDbContext db, DataScope scope, Viewpoint at)
    {
        (int snapshot, int first, int end) = (at.SnapshotId, at.Institution.Place, at.Institution.EndPlace);
        IQueryable<PositionRow> positions = scope.Narrow(
            db,
            db.Positions.Where(row => row.SnapshotId == snapshot && row.Place >= first && row.Place < end)
        );
        foreach (Grid grid in Enum.GetValues<Grid>())
        {
            if (On(grid) is GridPart part)
            {
                positions = Placing.On(grid, positions).In(part).Select(placing => placing.Position);
            }
        }

        if (Size is SizeClass size)
        {
            positions = positions.Where(row => row.Size == size);
        }

        if (Industry is Industry industry)
        {
            positions = positions.Where(row => row.Industry == industry);
        }

        if (Strategy is Strategy strategy)
        {
            positions = positions.Where(row => row.Strategy == strategy);
        }

        if (Lack is Lack lack)
        {
            positions = Lacking(db, positions, lack);
        }

        if (Manager is string manager)
        {
            positions = positions.Where(row => db.Managers.Any(own => own.Id == row.ManagerId && own.EmployeeNo == manager));
        }

        if (CreditGroup is string code)
        {
            positions = positions.Where(row => db.Groups.Any(own => own.Id == row.GroupId && own.Code == code));
        }

        if (Moved is MovedCustomers moved)
        {
            // In one parameter however many they are.
            IReadOnlyList<int> ids = moved.Ids;
            positions = positions.Where(row => EF.Parameter(ids).Contains(row.CustomerId));
        }

        return Search is string text ? Matching(db, positions, text, orGroup: false) : positions;
    }

    /// <summary>Leaves the customers that nobody covers in one respect (全覆盖).</summary>
    public static IQueryable<PositionRow> Lacking(NineGridDbContext db, IQueryable<PositionRow> positions, Lack lack) =>
        lack switch
        {
            Frame.Lack.Manager => positions.Where(row => row.ManagerId == null),
            Frame.Lack.Plan => Placing
                .On(Grid.Value, positions)
                .In(GridPart.Of(Band.Low))
                .Select(placing => placing.Position)
                .Where(row =>
                    !db.Plans.Any(plan =>
                        plan.CustomerId == row.CustomerId && (plan.State == PlanState.Draft || plan.State == PlanState.Active)
                    )
                ),
            Frame.Lack.Statements => positions.Where(row =>
                db.Figures.Any(own =>
                    own.SnapshotId == row.SnapshotId && own.CustomerId == row.CustomerId && (own.FiscalYear == null || own.Stale)
                )
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(lack), lack, "not something to lack"),
        };

    /// <summary>Leaves customers with a piece of text in number or name, or at the beginning of the credit code.</summary>
    /// <param name="db">The database.</param>
    /// <param name="positions">The customers.</param>
    /// <param name="text">The text.</param>
    /// <param name="orGroup">Whether also those whose credit group has it in its code or name.</param>
    public static IQueryable<PositionRow> Matching(NineGridDbContext db, IQueryable<PositionRow> positions, string text, bool orGroup)
    {
        string code = text.ToUpperInvariant();
        string name = text.ToLowerInvariant();
#pragma warning disable CA1304, CA1311, CA1862, MA0011 // translated to SQL, where there is no culture to name
        return positions.Where(row =>
            db.Customers.Any(customer =>
                customer.Id == row.CustomerId
                && (
                    customer.No.Contains(text)
                    || customer.No.Contains(code)
                    || customer.Name.ToLower().Contains(name)
                    || (customer.CreditCode != null && customer.CreditCode.StartsWith(code))
                )
            )
            || (
                orGroup
                && db.Groups.Any(own =>
                    own.Id == row.GroupId && (own.Code.Contains(text) || own.Code.Contains(code) || own.Name.ToLower().Contains(name))
                )
            )
        );
#pragma warning restore CA1304, CA1311, CA1862, MA0011
    }
}

/// <summary>The names behind the codes of a selection; null where it filters by none, or by one that may not be seen.</summary>
public sealed record SelectionNames(string? Manager, string? CreditGroup)
{
    /// <summary>No code, no name.</summary>
    public static SelectionNames None { get; } = new(null, null);
}
