using NineGrid.Data.Queries.Gaps;
using NineGrid.Domain.Indicators;

namespace NineGrid.Web.Pages;

/// <summary>What a cell of a comparison shows of a set.</summary>
/// <param name="Indicator">The indicator.</param>
/// <param name="Portrait">What may be seen of it.</param>
/// <param name="Customers">Customers of the set that may be seen.</param>
/// <param name="List">The list of them; null where the institution may not be looked at.</param>
public sealed record PortraitCell(Indicator Indicator, ShownPortrait Portrait, int Customers, Address? List);
