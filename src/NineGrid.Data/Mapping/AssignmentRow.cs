using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace NineGrid.Data.Mapping;

/// <summary>A customer given to a relationship manager, or taken from one, by hand; never changed.</summary>
public sealed class AssignmentRow
{
    public int Id { get; set; }
    public int CustomerId { get; set; }

    /// <summary>Who looked after it before; null for nobody.</summary>
    public int? FromManagerId { get; set; }

    /// <summary>Who looks after it from now on; null for nobody.</summary>
    public int? ToManagerId { get; set; }
    public DateTime At { get; set; }

    /// <summary>Name of the user.</summary>
    public required string By { get; set; }
    public string? Note { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<AssignmentRow>
    {
        public void Configure(EntityTypeBuilder<AssignmentRow> builder)
        {
            builder.ToTable("assignments");
            builder.Property(row => row.By).HasMaxLength(256);
            builder.Property(row => row.Note).HasMaxLength(AlertRow.LongestNote);
            builder.HasIndex(row => row.CustomerId);
            builder.HasIndex(row => row.At);
            builder.HasOne<CustomerRow>().WithMany().HasForeignKey(row => row.CustomerId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<ManagerRow>().WithMany().HasForeignKey(row => row.FromManagerId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<ManagerRow>().WithMany().HasForeignKey(row => row.ToManagerId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
