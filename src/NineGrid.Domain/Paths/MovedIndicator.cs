using NineGrid.Domain.Indicators;

namespace NineGrid.Domain.Paths;

/// <summary>An indicator of a customer when one lever is moved alone.</summary>
/// <param name="Indicator">The indicator.</param>
/// <param name="Before">Its value today.</param>
/// <param name="After">Its value after the move.</param>
public readonly record struct MovedIndicator(Indicator Indicator, double Before, double After);
