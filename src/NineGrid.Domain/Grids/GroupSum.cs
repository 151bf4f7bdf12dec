using NineGrid.Domain.Statistics;

namespace NineGrid.Domain.Grids;

/// <summary>Whether a group's EVA rests on a member or suffers from it.</summary>
public enum Bearing : byte
{
    /// <summary>The group's EVA stays as it is without the member, or the member's capital is unknown.</summary>
    Neither,

    /// <summary>The group's EVA falls without the member: its own EVA is positive.</summary>
    Carries,

    /// <summary>The group's EVA rises without the member: its own EVA is negative.</summary>
    Drags,
}

/// <summary>What some active members of a credit group bring together (3.6). Yuan a year. <c>default</c> is nobody.</summary>
/// <param name="Members">How many they are.</param>
/// <param name="Revenue">ΣR.</param>
/// <param name="Return">ΣΠ over those with known EC.</param>
/// <param name="Ec">ΣEC over those with known EC.</param>
public readonly record struct GroupSum(int Members, double Revenue, double Return, double Ec)
{
    /// <summary>One member; where its EC is unknown it counts with its revenue alone.</summary>
    /// <param name="revenue">R, yuan.</param>
    /// <param name="ret">Π, yuan.</param>
    /// <param name="ec">EC, yuan; null when unknown.</param>
    public static GroupSum OfMember(double revenue, double? ret, double? ec) =>
        ec is double capital && ret is double own ? new(1, revenue, own, capital) : new(1, revenue, 0, 0);

    /// <summary>Both together.</summary>
    public static GroupSum operator +(GroupSum left, GroupSum right) =>
        new(left.Members + right.Members, left.Revenue + right.Revenue, left.Return + right.Return, left.Ec + right.Ec);

    /// <summary>What is left without a part of it; nobody when nobody is left.</summary>
    public GroupSum Without(GroupSum part) =>
        Members <= part.Members ? default : new(Members - part.Members, Revenue - part.Revenue, Return - part.Return, Ec - part.Ec);

    /// <summary>ΣΠ/ΣEC; null when there is no capital. Capital below half a cent is what subtraction leaves of none.</summary>
    public double? Raroc => Comparable.Money(Ec) == 0 ? null : Return / Ec;

    /// <summary>ΣΠ − hurdle·ΣEC.</summary>
    /// <param name="hurdle">Return that a yuan of capital must bring, a fraction a year.</param>
    public double Eva(double hurdle) => Return - (hurdle * Ec);

    /// <summary>Where they would stand on the group grid; null when there is no capital.</summary>
    /// <param name="revenue">Cuts of group revenue.</param>
    /// <param name="raroc">Cuts of group RAROC.</param>
    public Cell? CellUnder(CutPoints revenue, CutPoints raroc) =>
        Raroc is double own ? new(revenue.LevelOf(Revenue, AxisUnit.Money), raroc.LevelOf(own, AxisUnit.Ratio)) : null;

    /// <summary>Whether a group's EVA falls or rises, by a cent or more, without these members.</summary>
    /// <param name="hurdle">Return that a yuan of capital must bring, a fraction a year.</param>
    public Bearing BearingAt(double hurdle) =>
        Comparable.Money(Eva(hurdle)) switch
        {
            > 0 => Bearing.Carries,
            < 0 => Bearing.Drags,
            _ => Bearing.Neither,
        };
}
