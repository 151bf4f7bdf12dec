using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Schemes;

namespace NineGrid.Domain.Snapshots;

/// <summary>What a customer's own growth is weighed from: its growth by statements over FY0−2 → FY0−1 → FY0 (3.5). <c>default</c> is no customer.</summary>
/// <param name="Revenue">Mean of the two yearly g of operating revenue; NaN with a reason.</param>
/// <param name="Profit">Mean of the two yearly g of net profit; NaN with a reason.</param>
/// <param name="Reason">Why there is no growth; None when both means are measured.</param>
public readonly record struct OwnGrowth(double Revenue, double Profit, UnplacedReason Reason)
{
    /// <summary>No growth, for that reason.</summary>
    public static OwnGrowth Unknown(UnplacedReason reason) => new(Measured.Not, Measured.Not, reason);

    /// <summary>The two means weighed as a scheme says; NaN with a reason.</summary>
    public double Under(Scheme scheme) => (scheme.RevenueWeight * Revenue) + (scheme.ProfitWeight * Profit);
}
