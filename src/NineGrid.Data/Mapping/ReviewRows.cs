using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NineGrid.Domain.Grids;

namespace NineGrid.Data.Mapping;

/// <summary>Sums over the customers of an institution and all below it that share a cell of the value grid. Money in yuan. Nothing is stored where there is nobody.</summary>
public sealed class InstitutionSumRow
{
    public int SnapshotId { get; set; }
    public int Place { get; set; }

    /// <summary>0–8 a cell by <see cref="Cell.Index"/>, 9 not placed.</summary>
    public byte Part { get; set; }
    public int Customers { get; set; }

    /// <summary>Customers whose products are reported.</summary>
    public int Reporting { get; set; }

    /// <summary>ΣR.</summary>
    public double Revenue { get; set; }

    /// <summary>ΣEVA of those where it is measured.</summary>
    public double Eva { get; set; }

    /// <summary>ΣΠ of those with known capital.</summary>
    public double Return { get; set; }

    /// <summary>ΣEC.</summary>
    public double EconomicCapital { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<InstitutionSumRow>
    {
        public void Configure(EntityTypeBuilder<InstitutionSumRow> builder)
        {
            builder.ToTable("institution_sums");
            builder.HasKey(row => new
            {
                row.SnapshotId,
                row.Place,
                row.Part,
            });
            builder.HasOne<SnapshotRow>().WithMany().HasForeignKey(row => row.SnapshotId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

/// <summary>How many customers of an institution and all below it in one cell of the value grid hold a product. Nothing is stored where nobody does.</summary>
public sealed class ProductHoldingRow
{
    public int SnapshotId { get; set; }
    public int Place { get; set; }

    /// <summary>0–8 a cell by <see cref="Cell.Index"/>, 9 not placed.</summary>
    public byte Part { get; set; }

    /// <summary>Its code.</summary>
    public required string Product { get; set; }
    public int Holders { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ProductHoldingRow>
    {
        public void Configure(EntityTypeBuilder<ProductHoldingRow> builder)
        {
            builder.ToTable("product_holdings");
            builder.Property(row => row.Product).IsKey();
            builder.HasKey(row => new
            {
                row.SnapshotId,
                row.Place,
                row.Part,
                row.Product,
            });
            builder.HasOne<SnapshotRow>().WithMany().HasForeignKey(row => row.SnapshotId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
