using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Paths;

namespace NineGrid.Data.Mapping;

/// <summary>What a customer placed on the value grid has within reach: the worth of its levers and its default path (3.9). Yuan a year.</summary>
/// <remarks>Enough to sort and filter by; moves and fractions follow from the stored figures by the domain's own formulas.</remarks>
public sealed class GuidanceRow
{
    public int SnapshotId { get; set; }
    public int CustomerId { get; set; }

    /// <summary>EVA within reach: every lever of non-negative worth closed.</summary>
    public double Reach { get; set; }

    /// <summary>The cell of the default path; null for HH, and when no cell of the next band can be reached.</summary>
    public Cell? Target { get; set; }

    /// <summary>Whether the levers reach it; null for HH.</summary>
    public bool? Feasible { get; set; }

    /// <summary>The cell that is reached; null for HH.</summary>
    public Cell? Reached { get; set; }

    /// <summary>Effort of the path; null when there is none or it is infeasible.</summary>
    public double? Effort { get; set; }

    // Worth of each lever closed alone; null where there is no lever.
    public double? DepositVolume { get; set; }
    public double? DepositMix { get; set; }
    public double? DepositPricing { get; set; }
    public double? LendingVolume { get; set; }
    public double? LoanPricing { get; set; }
    public double? FeeIncome { get; set; }
    public double? Settlement { get; set; }
    public double? Payroll { get; set; }
    public double? Channel { get; set; }
    public double? CostToServe { get; set; }
    public double? RiskMitigation { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<GuidanceRow>
    {
        public void Configure(EntityTypeBuilder<GuidanceRow> builder)
        {
            builder.ToTable("guidance");
            builder.HasKey(row => new { row.SnapshotId, row.CustomerId });
            builder.HasIndex(row => new { row.SnapshotId, row.Reach });
            builder.HasOne<SnapshotRow>().WithMany().HasForeignKey(row => row.SnapshotId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

/// <summary>The benchmark of an indicator for a kind of customer: tier-1 branch, size class and whether it has credit (3.9).</summary>
public sealed class BenchmarkRow
{
    public int SnapshotId { get; set; }

    /// <summary>Place of the tier-1 branch; 0 for customers below none.</summary>
    public int Tier1Place { get; set; }
    public SizeClass Size { get; set; }
    public bool HasCredit { get; set; }

    /// <summary>0 to 15 in the order of 3.8.</summary>
    public byte Indicator { get; set; }

    /// <summary>Customers of the set that have the indicator.</summary>
    public int N { get; set; }
    public double P25 { get; set; }
    public double Median { get; set; }
    public double P75 { get; set; }

    /// <summary>From how wide a set it was taken.</summary>
    public BenchmarkWidth Width { get; set; }

    /// <summary>Whether that set is of customers with credit.</summary>
    public bool OfCredit { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<BenchmarkRow>
    {
        public void Configure(EntityTypeBuilder<BenchmarkRow> builder)
        {
            builder.ToTable("benchmarks");
            builder.HasKey(row => new
            {
                row.SnapshotId,
                row.Tier1Place,
                row.Size,
                row.HasCredit,
                row.Indicator,
            });
            builder.HasOne<SnapshotRow>().WithMany().HasForeignKey(row => row.SnapshotId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

/// <summary>A product that benchmark customers of a kind hold (3.9).</summary>
public sealed class ProductShareRow
{
    public int SnapshotId { get; set; }

    /// <summary>Place of the tier-1 branch; 0 for customers below none.</summary>
    public int Tier1Place { get; set; }
    public SizeClass Size { get; set; }
    public bool HasCredit { get; set; }

    /// <summary>Its code.</summary>
    public required string Product { get; set; }

    /// <summary>Benchmark customers that hold it.</summary>
    public int Holders { get; set; }

    /// <summary>Benchmark customers whose products are reported.</summary>
    public int N { get; set; }

    /// <summary>From how wide a set they were taken.</summary>
    public BenchmarkWidth Width { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ProductShareRow>
    {
        public void Configure(EntityTypeBuilder<ProductShareRow> builder)
        {
            builder.ToTable("product_shares");
            builder.Property(row => row.Product).IsKey();
            builder.HasKey(row => new
            {
                row.SnapshotId,
                row.Tier1Place,
                row.Size,
                row.HasCredit,
                row.Product,
            });
            builder.HasOne<SnapshotRow>().WithMany().HasForeignKey(row => row.SnapshotId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

/// <summary>How well an indicator tells high from low value inside an institution (3.8). Nothing is stored where one side is empty.</summary>
public sealed class SeparationRow
{
    public int SnapshotId { get; set; }
    public int Place { get; set; }

    /// <summary>0 to 15 in the order of 3.8.</summary>
    public byte Indicator { get; set; }

    /// <summary>High-band customers that have it.</summary>
    public int High { get; set; }

    /// <summary>Low-band customers that have it.</summary>
    public int Low { get; set; }

    /// <summary>0 to 1.</summary>
    public double Probability { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<SeparationRow>
    {
        public void Configure(EntityTypeBuilder<SeparationRow> builder)
        {
            builder.ToTable("separations");
            builder.HasKey(row => new
            {
                row.SnapshotId,
                row.Place,
                row.Indicator,
            });
            builder.HasOne<SnapshotRow>().WithMany().HasForeignKey(row => row.SnapshotId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
