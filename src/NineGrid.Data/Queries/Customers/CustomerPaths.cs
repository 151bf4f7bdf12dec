using NineGrid.Domain.Grids;
using NineGrid.Domain.Paths;

namespace NineGrid.Data.Queries.Customers;

/// <summary>The paths of a customer: the one that is shown, and those to choose from.</summary>
public sealed class CustomerPaths
{
    private readonly StepwisePath? _next;

    /// <summary>The paths of a customer.</summary>
    /// <param name="guidance">Its guidance.</param>
    /// <param name="asked">The cell that is asked for; null for the default target.</param>
    public CustomerPaths(CustomerGuidance guidance, Cell? asked)
    {
        Guidance = guidance;
        _next = guidance.ToNext();
        All = [.. Cell.All.Select(guidance.To)];
        Target = asked ?? _next?.Path.Target;
        Way = asked is Cell cell ? All[cell.Index] : _next;
    }

    /// <summary>What they follow from.</summary>
    public CustomerGuidance Guidance { get; }

    /// <summary>The path to each cell, by <see cref="Cell.Index"/>.</summary>
    public IReadOnlyList<StepwisePath> All { get; }

    /// <summary>The default target; null in HH, and when no cell of the next band can be reached.</summary>
    public Cell? Default => _next?.Path.Target;

    /// <summary>The cell that the path shown leads to; null when none is asked for and there is no default.</summary>
    public Cell? Target { get; }

    /// <summary>The path shown; without a target the one that closes all there is; null in HH when no cell is asked for.</summary>
    public StepwisePath? Way { get; }

    /// <summary>The paths to the cells of the next band, which all fall short, when that is why there is no target; else none.</summary>
    public IReadOnlyList<StepwisePath> FallingShort =>
        Target is null && Way is not null ? [.. PathFinder.NextOf(Guidance.Today.Cell).ToArray().Select(cell => All[cell.Index])] : [];
}
