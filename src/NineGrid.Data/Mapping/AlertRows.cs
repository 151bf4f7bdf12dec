using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NineGrid.Domain.Alerts;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Schemes;

namespace NineGrid.Data.Mapping;

/// <summary>A rule whose condition holds for a customer in one snapshot: what was found, whatever anybody did about it.</summary>
public sealed class AlertFiringRow
{
    public int SnapshotId { get; set; }
    public int CustomerId { get; set; }
    public AlertRule Rule { get; set; }
    public Severity Severity { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<AlertFiringRow>
    {
        public void Configure(EntityTypeBuilder<AlertFiringRow> builder)
        {
            builder.ToTable("alert_firings");
            builder.HasKey(row => new
            {
                row.SnapshotId,
                row.CustomerId,
                row.Rule,
            });
            builder.HasOne<SnapshotRow>().WithMany().HasForeignKey(row => row.SnapshotId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

/// <summary>预警, the one alert of a customer and rule, as it stands in the newest snapshot.</summary>
public sealed class AlertRow
{
    /// <summary>Most characters of a note.</summary>
    public const int LongestNote = 500;

    public int Id { get; set; }
    public int CustomerId { get; set; }
    public AlertRule Rule { get; set; }
    public Severity Severity { get; set; }

    /// <summary>The period in which it opened, or opened again.</summary>
    public Period Since { get; set; }
    public AlertState State { get; set; }

    /// <summary>Whether its condition holds in the newest snapshot.</summary>
    public bool Lasting { get; set; }

    /// <summary>Whether it opened with the first snapshot of the bank: nobody is told, and it goes to nobody's head.</summary>
    public bool Baseline { get; set; }

    /// <summary>When it opened, or opened again.</summary>
    public DateTime OpenedAt { get; set; }

    /// <summary>When it was first acknowledged since it opened; null while nobody has.</summary>
    public DateTime? AcknowledgedAt { get; set; }

    /// <summary>When it went to the branch head; null while it has not.</summary>
    public DateTime? EscalatedAt { get; set; }

    /// <summary>Goes up with every change, so that of two who change it at once the second is told.</summary>
    public int Version { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<AlertRow>
    {
        public void Configure(EntityTypeBuilder<AlertRow> builder)
        {
            builder.ToTable("alerts");
            builder.HasIndex(row => new { row.CustomerId, row.Rule }).IsUnique();
            builder.HasIndex(row => new { row.State, row.OpenedAt });
            builder.Property(row => row.Version).IsConcurrencyToken();
            builder.HasOne<CustomerRow>().WithMany().HasForeignKey(row => row.CustomerId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>A change in the life of an alert; never changed.</summary>
public sealed class AlertEventRow
{
    public long Id { get; set; }
    public int AlertId { get; set; }
    public DateTime At { get; set; }

    /// <summary>Name of the user; null when a snapshot or the calendar did it.</summary>
    public string? By { get; set; }

    /// <summary>The newest period that had a snapshot then.</summary>
    public Period Period { get; set; }

    /// <summary>Null when the alert opened for the first time.</summary>
    public AlertState? From { get; set; }
    public AlertState To { get; set; }
    public Severity Severity { get; set; }

    /// <summary>Whether it went to the branch head.</summary>
    public bool Escalated { get; set; }
    public string? Note { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<AlertEventRow>
    {
        public void Configure(EntityTypeBuilder<AlertEventRow> builder)
        {
            builder.ToTable("alert_events");
            builder.Property(row => row.By).HasMaxLength(256);
            builder.Property(row => row.Note).HasMaxLength(AlertRow.LongestNote);
            builder.HasIndex(row => row.AlertId);
            // What people did, which is little beside what snapshots do.
            builder.HasIndex(row => row.At).HasFilter("\"by\" IS NOT NULL");
            builder.HasOne<AlertRow>().WithMany().HasForeignKey(row => row.AlertId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
