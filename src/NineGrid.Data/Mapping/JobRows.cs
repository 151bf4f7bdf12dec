using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NineGrid.Data.Jobs;

namespace NineGrid.Data.Mapping;

/// <summary>A job: what was asked for, by whom, how far it is and what came of it. When it runs, and where, is the scheduler's; this is what people see.</summary>
public sealed class JobRow
{
    /// <summary>Most characters of what a job is about.</summary>
    public const int LongestSubject = 200;

    public int Id { get; set; }
    public JobKind Kind { get; set; }
    public JobState State { get; set; }

    /// <summary>What it is about: a period, the name of a package.</summary>
    public required string Subject { get; set; }

    /// <summary>What it was asked to do, as JSON; null when the kind says it all.</summary>
    public string? Order { get; set; }

    /// <summary>The uploaded package that it reads; null for other jobs.</summary>
    public int? FileId { get; set; }

    /// <summary>Name of the user; <c>schedule</c> for what the calendar starts.</summary>
    public required string AskedBy { get; set; }
    public DateTime AskedAt { get; set; }

    /// <summary>When a node last took it up; null until then.</summary>
    public DateTime? StartedAt { get; set; }
    public DateTime? EndedAt { get; set; }

    /// <summary>The node that took it up last; null until then.</summary>
    public string? Node { get; set; }

    /// <summary>How often it was taken up: more than once after a node was lost.</summary>
    public int Attempts { get; set; }

    /// <summary>What it is doing, as in <see cref="JobProgress.Stage"/>.</summary>
    public string? Stage { get; set; }
    public long Done { get; set; }

    /// <summary>Units in the stage; null when unknown.</summary>
    public long? Total { get; set; }

    /// <summary>What came of it, as JSON; null until it ended well.</summary>
    public string? Outcome { get; set; }

    /// <summary>Why it was refused or failed, as JSON of a <see cref="JobReason"/>; null otherwise.</summary>
    public string? Reason { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<JobRow>
    {
        public void Configure(EntityTypeBuilder<JobRow> builder)
        {
            builder.ToTable("jobs");
            builder.Property(row => row.Subject).HasMaxLength(LongestSubject);
            builder.Property(row => row.AskedBy).HasMaxLength(256);
            builder.Property(row => row.Node).HasMaxLength(Columns.NameLength);
            builder.Property(row => row.Stage).HasMaxLength(Columns.NameLength);
            builder.HasIndex(row => row.State);
            builder.HasIndex(row => row.FileId);
            builder.HasOne<StoredFileRow>().WithMany().HasForeignKey(row => row.FileId).OnDelete(DeleteBehavior.SetNull);
        }
    }
}

/// <summary>The sums of one tier-1 branch's customers on their way into a snapshot; read by any node, put together by one.</summary>
public sealed class SnapshotPartRow
{
    /// <summary>The job that computes the snapshot.</summary>
    public int JobId { get; set; }

    /// <summary>The branch; head office for the customers above every branch.</summary>
    public int InstitutionId { get; set; }

    /// <summary>The newest batch of data when the branch was read; 0 before the first. Another one by now makes the part worthless.</summary>
    public int BatchId { get; set; }

    /// <summary>The sums, as the kernel packs them.</summary>
    public required byte[] Sums { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<SnapshotPartRow>
    {
        public void Configure(EntityTypeBuilder<SnapshotPartRow> builder)
        {
            builder.ToTable("snapshot_parts");
            builder.HasKey(row => new { row.JobId, row.InstitutionId });
            builder.HasOne<JobRow>().WithMany().HasForeignKey(row => row.JobId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
