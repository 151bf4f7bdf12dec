using NineGrid.Domain.Bank;

namespace NineGrid.Domain.Moves;

/// <summary>Where the customers of a later snapshot's <see cref="Book"/> stood in an earlier one.</summary>
public sealed class EarlierStands
{
    /// <summary>Nobody placed.</summary>
    /// <param name="period">The earlier period.</param>
    /// <param name="customers">How many customers the later book has.</param>
    public EarlierStands(Period period, int customers)
    {
        Period = period;
        Value = new Stand[customers];
        Growth = new Stand[customers];
    }

    /// <summary>The earlier period.</summary>
    public Period Period { get; }

    /// <summary>On the value grid, by place in the later book.</summary>
    public Stand[] Value { get; }

    /// <summary>On the growth grid, by place in the later book.</summary>
    public Stand[] Growth { get; }
}
