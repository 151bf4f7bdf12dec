using NineGrid.Data.Queries.Grids;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;

namespace NineGrid.Data.Queries.Groups;

/// <summary>Where a group stood in one stored snapshot.</summary>
/// <param name="Period">The period.</param>
/// <param name="Cell">Its cell; null when it had no place.</param>
/// <param name="Sum">What its active members brought together; null when kept back.</param>
public sealed record GroupStep(Period Period, Cell? Cell, GroupSum? Sum);

/// <summary>A member of a group, and what the group is with and without it.</summary>
public sealed record GroupMember
{
    /// <summary>Customer number.</summary>
    public required string No { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Size class.</summary>
    public required SizeClass Size { get; init; }

    /// <summary>Industry.</summary>
    public required Industry Industry { get; init; }

    /// <summary>R, yuan; null for Lost and New.</summary>
    public required double? Revenue { get; init; }

    /// <summary>Π, yuan; null where not measured.</summary>
    public required double? Return { get; init; }

    /// <summary>EC, yuan; null when unknown.</summary>
    public required double? Ec { get; init; }

    /// <summary>A fraction; null where not measured.</summary>
    public required double? Raroc { get; init; }

    /// <summary>EVA, yuan; null where not measured.</summary>
    public required double? Eva { get; init; }

    /// <summary>EC_credit is 0; null when unknown.</summary>
    public required bool? IsLight { get; init; }

    /// <summary>Its own cell on the value grid.</summary>
    public required Cell? Value { get; init; }

    /// <summary>Why it has none.</summary>
    public required UnplacedReason ValueReason { get; init; }

    /// <summary>Whether the group's sums cover it.</summary>
    public required bool IsActive { get; init; }

    /// <summary>Its part of the group's ΣR; null when kept back, not active, or the sum is not positive.</summary>
    public double? RevenueShare { get; init; }

    /// <summary>Its part of ΣΠ; null when kept back, not measured, or the sum is not positive.</summary>
    public double? ReturnShare { get; init; }

    /// <summary>Its part of ΣEC; null when kept back, not measured, or the sum is 0.</summary>
    public double? EcShare { get; init; }

    /// <summary>Whether the group's EVA rests on it.</summary>
    public Bearing Bearing { get; init; }

    /// <summary>What the group would be without it; null when kept back or not active.</summary>
    public GroupSum? Without { get; init; }

    /// <summary>Where the group would stand without it, under the snapshot's cuts; null when kept back, or when it would have no place.</summary>
    public Cell? CellWithout { get; init; }

    /// <summary>Where it is drawn on x; null when it is not placed on the value grid or is measured against cuts that are kept back.</summary>
    public AxisPlace? AtX { get; init; }

    /// <summary>Where it is drawn on y; null as on x.</summary>
    public AxisPlace? AtY { get; init; }
}

/// <summary>A credit group as somebody may see it.</summary>
public sealed record GroupView
{
    /// <summary>Its code.</summary>
    public required string Code { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its cell; null when it has no place.</summary>
    public required Cell? Cell { get; init; }

    /// <summary>What its active members bring together; null when kept back, or when no member was ever active.</summary>
    public required GroupSum? Sum { get; init; }

    /// <summary>Whether its sums are kept back, because members outside the reader's scope could be read off them.</summary>
    public required bool IsKeptBack { get; init; }

    /// <summary>EVA of the group at the scheme's hurdle, yuan; null with <see cref="Sum"/>.</summary>
    public required double? Eva { get; init; }

    /// <summary>The cut points of group revenue and group RAROC.</summary>
    public required (ShownCut X, ShownCut Y) Cuts { get; init; }

    /// <summary>Where it stood in the stored periods up to this one in which a member was in the scope, oldest first.</summary>
    public required IReadOnlyList<GroupStep> Trail { get; init; }

    /// <summary>The members that may be seen, the largest by revenue first; at most <see cref="GroupQuery.Most"/>.</summary>
    public required IReadOnlyList<GroupMember> Members { get; init; }

    /// <summary>What the active members that are not listed bring together; null when there are none, or when the sums are kept back.</summary>
    public required GroupSum? Others { get; init; }

    /// <summary>The x axis of the picture of the members: revenue on the value grid.</summary>
    public required PictureAxis X { get; init; }

    /// <summary>The y axis: RAROC on the value grid.</summary>
    public required PictureAxis Y { get; init; }
}
