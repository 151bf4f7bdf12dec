using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Domain.Statistics;

namespace NineGrid.Data.Queries.Gaps;

/// <summary>An indicator of a set of customers as a reader may see it.</summary>
/// <param name="N">Customers that have it; null when kept back, because customers outside the reader's scope could be read off the quartiles.</param>
/// <param name="Within">Those of them that are in the scope.</param>
/// <param name="Quartiles">Their quartiles; null when kept back or nobody has it.</param>
public sealed record ShownPortrait(int? N, int Within, Quartiles? Quartiles)
{
    /// <summary>Below so many customers a comparison says little.</summary>
    public const int Few = 10;

    /// <summary>Whether it is kept back.</summary>
    public bool IsKeptBack => N is null;

    /// <summary>Whether the set is too small to say much.</summary>
    public bool IsThin => N < Few;

    /// <summary>The median; null where there are no quartiles.</summary>
    public double? Median => Quartiles?.Median;

    /// <summary>What somebody sees of a stored portrait.</summary>
    /// <param name="scope">What may be seen.</param>
    /// <param name="row">The portrait; null when nobody has the indicator.</param>
    /// <param name="within">Customers in the scope that have it; null when that is all of them.</param>
    internal static ShownPortrait Of(DataScope scope, PortraitRow? row, int? within)
    {
        int n = row?.N ?? 0;
        int own = within ?? n;
        return row is null ? new(0, 0, null)
            : scope.Shows(n, own) ? new(n, own, new(row.P25, row.Median, row.P75))
            : new(null, own, null);
    }
}
