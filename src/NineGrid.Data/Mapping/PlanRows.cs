using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Paths;

namespace NineGrid.Data.Mapping;

/// <summary>营销计划, a plan for one customer. Its baseline is what was measured when it was made, and is never computed again.</summary>
/// <remarks>It names period and scheme of the snapshot, not the snapshot: that may be computed again.</remarks>
public sealed class PlanRow
{
    /// <summary>Most characters of a title.</summary>
    public const int LongestTitle = 100;

    /// <summary>Most characters of a note or a comment.</summary>
    public const int LongestNote = 2000;

    public int Id { get; set; }
    public int CustomerId { get; set; }
    public required string Title { get; set; }

    /// <summary>The cell of the value grid aimed at; null when the plan names none.</summary>
    public Cell? Target { get; set; }
    public PlanState State { get; set; }
    public string? Note { get; set; }

    /// <summary>The relationship manager who answers for the plan; null for nobody.</summary>
    public int? OwnerId { get; set; }

    /// <summary>Goes up with every change of the plan or its steps, so that of two who change it at once the second is told.</summary>
    public int Version { get; set; }
    public DateTime CreatedAt { get; set; }

    /// <summary>Name of the user.</summary>
    public required string CreatedBy { get; set; }
    public DateTime ChangedAt { get; set; }

    /// <summary>Name of the user.</summary>
    public required string ChangedBy { get; set; }

    public Period BaselinePeriod { get; set; }
    public required string BaselineScheme { get; set; }
    public int BaselineSchemeVersion { get; set; }

    /// <summary>The cell of the value grid; null when the customer had none.</summary>
    public Cell? BaselineCell { get; set; }

    /// <summary>R, yuan a year; null for Lost and New.</summary>
    public double? BaselineRevenue { get; set; }
    public double? BaselineRaroc { get; set; }
    public double? BaselineEva { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<PlanRow>
    {
        public void Configure(EntityTypeBuilder<PlanRow> builder)
        {
            builder.ToTable("plans");
            builder.Property(row => row.Title).HasMaxLength(LongestTitle);
            builder.Property(row => row.Note).HasMaxLength(LongestNote);
            builder.Property(row => row.Version).IsConcurrencyToken();
            builder.Property(row => row.CreatedBy).HasMaxLength(256);
            builder.Property(row => row.ChangedBy).HasMaxLength(256);
            builder.Property(row => row.BaselineScheme).IsKey();
            builder.HasIndex(row => row.CustomerId);
            builder.HasIndex(row => row.ChangedAt);
            builder.HasOne<CustomerRow>().WithMany().HasForeignKey(row => row.CustomerId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<ManagerRow>().WithMany().HasForeignKey(row => row.OwnerId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>What a plan froze of each lever.</summary>
public sealed class PlanBaselineRow
{
    public int PlanId { get; set; }
    public LeverKind Lever { get; set; }

    /// <summary>The lever's measure; null when not measured.</summary>
    public double? Value { get; set; }

    /// <summary>EVA, yuan a year, of one unit of the measure; null when the customer had no such lever.</summary>
    public double? UnitWorth { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<PlanBaselineRow>
    {
        public void Configure(EntityTypeBuilder<PlanBaselineRow> builder)
        {
            builder.ToTable("plan_baselines");
            builder.HasKey(row => new { row.PlanId, row.Lever });
            builder.HasOne<PlanRow>().WithMany().HasForeignKey(row => row.PlanId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

/// <summary>A step of a plan: one lever and where it is to be brought.</summary>
public sealed class PlanStepRow
{
    /// <summary>Most characters of a note.</summary>
    public const int LongestNote = 500;

    public int PlanId { get; set; }

    /// <summary>A plan moves a lever once, so that what its steps bring adds up.</summary>
    public LeverKind Lever { get; set; }

    /// <summary>What the lever's measure is to be.</summary>
    public double Target { get; set; }

    /// <summary>EVA, yuan a year, that it is expected to bring; null when not known.</summary>
    public double? Worth { get; set; }

    /// <summary>The relationship manager who does it; null for nobody.</summary>
    public int? OwnerId { get; set; }
    public DateOnly? DueOn { get; set; }
    public string? Note { get; set; }

    /// <summary>When it was marked as done; null while it is not.</summary>
    public DateTime? DoneAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<PlanStepRow>
    {
        public void Configure(EntityTypeBuilder<PlanStepRow> builder)
        {
            builder.ToTable("plan_steps");
            builder.HasKey(row => new { row.PlanId, row.Lever });
            builder.Property(row => row.Note).HasMaxLength(LongestNote);
            builder.HasOne<PlanRow>().WithMany().HasForeignKey(row => row.PlanId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<ManagerRow>().WithMany().HasForeignKey(row => row.OwnerId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>What somebody says to a plan; never changed.</summary>
public sealed class PlanCommentRow
{
    public int Id { get; set; }
    public int PlanId { get; set; }

    /// <summary>Name of the user.</summary>
    public required string Author { get; set; }
    public DateTime At { get; set; }
    public required string Text { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<PlanCommentRow>
    {
        public void Configure(EntityTypeBuilder<PlanCommentRow> builder)
        {
            builder.ToTable("plan_comments");
            builder.Property(row => row.Author).HasMaxLength(256);
            builder.Property(row => row.Text).HasMaxLength(PlanRow.LongestNote);
            builder.HasIndex(row => row.PlanId);
            builder.HasIndex(row => row.At);
            builder.HasOne<PlanRow>().WithMany().HasForeignKey(row => row.PlanId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
