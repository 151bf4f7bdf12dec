using NineGrid.Domain.Grids;
using NineGrid.Domain.Moves;
using NineGrid.Domain.Schemes;

namespace NineGrid.Domain.Alerts;

/// <summary>What is known of earlier snapshots when the rules are evaluated.</summary>
public sealed class AlertHistory
{
    /// <summary>Months between the snapshots of <see cref="AlertRule.Slide"/>.</summary>
    public const int SlideMonths = 3;

    /// <summary>No earlier snapshot.</summary>
    /// <param name="customers">How many customers the book has.</param>
    public AlertHistory(int customers) => LastCell = new Cell?[customers];

    /// <summary>The snapshot <see cref="AlertTerms.MovementMonths"/> before; null when there is none.</summary>
    public EarlierStands? Before { get; init; }

    /// <summary>The snapshot <see cref="SlideMonths"/> before; null when there is none.</summary>
    public EarlierStands? SlideMiddle { get; init; }

    /// <summary>The snapshot twice <see cref="SlideMonths"/> before; null when there is none.</summary>
    public EarlierStands? SlideStart { get; init; }

    /// <summary>For lost customers the value cell in the newest earlier snapshot in which they were active; null when not placed there, or in none.</summary>
    public Cell?[] LastCell { get; }
}
