using NineGrid.Data.Mapping;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Paths;
using NineGrid.Domain.Schemes;

namespace NineGrid.Data.Queries.Plans;

/// <summary>Reads the measures of the levers off stored figures.</summary>
internal static class PlanReadings
{
    public static PlanReading Of(Period period, PositionRow position, FiguresRow? figures, Scheme scheme) =>
        new(
            period,
            position.ValueCell,
            position.Revenue,
            position.Raroc,
            position.Eva,
            figures is null
                ? new double?[Lever.Kinds]
                : [.. LeverMeasure.All.Select(measure => Value(measure, StoredFigures.FiguresOf(position, figures), scheme))]
        );

    private static double? Value(LeverMeasure measure, CustomerFigures figures, Scheme scheme) =>
        PlanBaseline.Read(measure, in figures, scheme);
}
