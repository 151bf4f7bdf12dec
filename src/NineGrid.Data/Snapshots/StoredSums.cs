using NineGrid.Data.Mapping;
using NineGrid.Domain.Views;

namespace NineGrid.Data.Snapshots;

/// <summary>The sums of institutions as rows.</summary>
internal static class StoredSums
{
    public static IEnumerable<InstitutionSumRow> SumsOf(int snapshotId, int institutions, InstitutionSums sums) =>
        from place in Enumerable.Range(0, institutions)
        from part in Enumerable.Range(0, InstitutionSums.Parts)
        let sum = sums[place, part]
        where sum.Customers > 0
        select new InstitutionSumRow
        {
            SnapshotId = snapshotId,
            Place = place,
            Part = (byte)part,
            Customers = sum.Customers,
            Reporting = sum.Reporting,
            Revenue = sum.Revenue,
            Eva = sum.Eva,
            Return = sum.Return,
            EconomicCapital = sum.EconomicCapital,
        };

    public static IEnumerable<ProductHoldingRow> HoldingsOf(int snapshotId, int institutions, InstitutionSums sums) =>
        from place in Enumerable.Range(0, institutions)
        from part in Enumerable.Range(0, InstitutionSums.Parts)
        from product in Enumerable.Range(0, sums.Products.Count)
        let holders = sums.Holders(place, part)[product]
        where holders > 0
        select new ProductHoldingRow
        {
            SnapshotId = snapshotId,
            Place = place,
            Part = (byte)part,
            Product = sums.Products[product],
            Holders = holders,
        };
}
