using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;

namespace NineGrid.Data.Mapping;

/// <summary>方案, one version of a scheme as stored; never changed once written.</summary>
public sealed class SchemeRow
{
    public int Id { get; set; }
    public required string Name { get; set; }

    /// <summary>1, 2, 3 … within the name; the highest is in force.</summary>
    public int Version { get; set; }

    /// <summary><see cref="Domain.Schemes.Scheme.ToJson"/>.</summary>
    public required string Definition { get; set; }
    public DateTime CreatedAt { get; set; }

    /// <summary>Who published it; null for the scheme that every database has.</summary>
    public string? CreatedBy { get; set; }

    /// <summary>The second person who approved it; null where none was needed.</summary>
    public string? ApprovedBy { get; set; }

    /// <summary>Why it was changed; null for the scheme that every database has.</summary>
    public string? Comment { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<SchemeRow>
    {
        public void Configure(EntityTypeBuilder<SchemeRow> builder)
        {
            builder.ToTable("schemes");
            builder.Property(row => row.Name).IsKey();
            builder.Property(row => row.CreatedBy).HasMaxLength(256);
            builder.Property(row => row.ApprovedBy).HasMaxLength(256);
            builder.Property(row => row.Comment).HasMaxLength(SchemeDraftRow.LongestComment);
            builder.HasIndex(row => new { row.Name, row.Version }).IsUnique();
        }
    }
}

/// <summary>A scheme that somebody works on; nothing is computed under it.</summary>
public sealed class SchemeDraftRow
{
    /// <summary>Most characters of a comment.</summary>
    public const int LongestComment = 2000;

    public int Id { get; set; }

    /// <summary>Name of the scheme that it is to be a version of.</summary>
    public required string Name { get; set; }

    /// <summary>The version that it was begun from.</summary>
    public int BasedOn { get; set; }

    /// <inheritdoc cref="SchemeRow.Definition"/>
    public required string Definition { get; set; }

    /// <summary>What was changed and why; null until it is proposed.</summary>
    public string? Comment { get; set; }

    /// <summary>Who proposed it for publication; null while it is worked on.</summary>
    public string? ProposedBy { get; set; }

    /// <summary>Why a proposal was sent back; null once the draft was changed or proposed again.</summary>
    public string? Rejection { get; set; }
    public required string ChangedBy { get; set; }
    public DateTime ChangedAt { get; set; }

    /// <summary>Goes up with every change: whoever saves has to have seen the newest.</summary>
    public int Version { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<SchemeDraftRow>
    {
        public void Configure(EntityTypeBuilder<SchemeDraftRow> builder)
        {
            builder.ToTable("scheme_drafts");
            builder.Property(row => row.Name).IsKey();
            builder.Property(row => row.Comment).HasMaxLength(LongestComment);
            builder.Property(row => row.Rejection).HasMaxLength(LongestComment);
            builder.Property(row => row.ProposedBy).HasMaxLength(256);
            builder.Property(row => row.ChangedBy).HasMaxLength(256);
            builder.Property(row => row.Version).IsConcurrencyToken();
        }
    }
}

/// <summary>A closed period: its facts and snapshots no longer change.</summary>
public sealed class ClosedPeriodRow
{
    public Period Period { get; set; }
    public DateTime ClosedAt { get; set; }

    /// <summary>Who closed it; null for periods closed before that was kept.</summary>
    public string? ClosedBy { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ClosedPeriodRow>
    {
        public void Configure(EntityTypeBuilder<ClosedPeriodRow> builder)
        {
            builder.ToTable("closed_periods");
            builder.HasKey(row => row.Period);
            builder.Property(row => row.ClosedBy).HasMaxLength(256);
        }
    }
}

/// <summary>快照, the head of a stored snapshot. There is one for a period and scheme name; its rows appear and vanish with it in one transaction.</summary>
public sealed class SnapshotRow
{
    public int Id { get; set; }
    public Period Period { get; set; }
    public int SchemeId { get; set; }
    public DateTime ComputedAt { get; set; }

    /// <summary>Version of the program that computed it.</summary>
    public required string Program { get; set; }

    /// <summary>The newest batch of data that went into it; null before batches were kept.</summary>
    public int? BatchId { get; set; }

    /// <summary>Who had it computed; null before that was kept.</summary>
    public string? ComputedBy { get; set; }

    /// <summary>Customers in the snapshot, active or not.</summary>
    public int Customers { get; set; }

    /// <summary>Goes up when a customer of the snapshot is given to another manager: what was kept of it in memory then no longer holds.</summary>
    public int Revision { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<SnapshotRow>
    {
        public void Configure(EntityTypeBuilder<SnapshotRow> builder)
        {
            builder.ToTable("snapshots");
            builder.Property(row => row.Program).HasMaxLength(64);
            builder.Property(row => row.ComputedBy).HasMaxLength(256);
            builder.HasIndex(row => row.Period);
            builder.HasOne<SchemeRow>().WithMany().HasForeignKey(row => row.SchemeId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>An institution as it stood when the snapshot was computed; places are those of <see cref="InstitutionTree"/>.</summary>
public sealed class SnapshotInstitutionRow
{
    public int SnapshotId { get; set; }
    public int Place { get; set; }

    /// <summary>One past the last place below it: it and all below are <c>Place … EndPlace − 1</c>.</summary>
    public int EndPlace { get; set; }
    public int InstitutionId { get; set; }
    public required string Code { get; set; }
    public required string Name { get; set; }

    /// <summary>Null for head office.</summary>
    public int? ParentPlace { get; set; }
    public InstitutionLevel Level { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<SnapshotInstitutionRow>
    {
        public void Configure(EntityTypeBuilder<SnapshotInstitutionRow> builder)
        {
            builder.ToTable("snapshot_institutions");
            builder.HasKey(row => new { row.SnapshotId, row.Place });
            builder.Property(row => row.Code).IsKey();
            builder.Property(row => row.Name).IsName();
            builder.HasIndex(row => new { row.SnapshotId, row.Code }).IsUnique();
            builder.HasOne<SnapshotRow>().WithMany().HasForeignKey(row => row.SnapshotId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

/// <summary>A customer's positions and the terms of its return in one snapshot. Money in yuan; null where not measured, with the reason beside it.</summary>
public sealed class PositionRow
{
    public int SnapshotId { get; set; }
    public int CustomerId { get; set; }

    /// <summary>Place of its institution in <see cref="SnapshotInstitutionRow"/>.</summary>
    public int Place { get; set; }
    public int? ManagerId { get; set; }
    public int? GroupId { get; set; }
    public SizeClass Size { get; set; }
    public Industry Industry { get; set; }

    /// <summary>Months of the window with a row, 0 to 12.</summary>
    public byte Months { get; set; }

    /// <summary>Months of the window since the customer's first row, 1 to 12; below 12 flows are annualised. Null for Lost and New.</summary>
    public byte? Span { get; set; }
    public double? Revenue { get; set; }
    public double? Cost { get; set; }
    public double? ExpectedLoss { get; set; }
    public double? EcCredit { get; set; }
    public double? EcOp { get; set; }

    /// <summary>Π, risk-adjusted return after tax.</summary>
    public double? Return { get; set; }
    public double? Raroc { get; set; }
    public double? Eva { get; set; }

    /// <summary>EC_credit &gt; 0 or EAD &gt; 0; null for Lost and New.</summary>
    public bool? HasCredit { get; set; }
    public Cell? ValueCell { get; set; }
    public UnplacedReason ValueReason { get; set; }
    public double? GrowthBank { get; set; }
    public double? GrowthOwn { get; set; }
    public Cell? GrowthCell { get; set; }
    public UnplacedReason GrowthReason { get; set; }
    public Consistency Consistency { get; set; }
    public Cell? GroupCell { get; set; }
    public Strategy Strategy { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<PositionRow>
    {
        public void Configure(EntityTypeBuilder<PositionRow> builder)
        {
            builder.ToTable("positions");
            builder.HasKey(row => new { row.SnapshotId, row.CustomerId });
            builder.HasIndex(row => new { row.SnapshotId, row.Place });
            // With the place, so that a manager's institutions are found without his customers.
            builder.HasIndex(row => new
            {
                row.SnapshotId,
                row.ManagerId,
                row.Place,
            });
            builder.HasIndex(row => new { row.SnapshotId, row.GroupId });
            builder.HasOne<SnapshotRow>().WithMany().HasForeignKey(row => row.SnapshotId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<CustomerRow>().WithMany().HasForeignKey(row => row.CustomerId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>The window figures of an active customer behind its positions and indicators. Flows are annualised, yuan; null where not reported.</summary>
public sealed class FiguresRow
{
    public int SnapshotId { get; set; }
    public int CustomerId { get; set; }
    public double? LoanNii { get; set; }
    public double? DepositNii { get; set; }
    public double? FeeIncome { get; set; }
    public double? OperatingCost { get; set; }

    /// <summary>Null when in no row reported or computable.</summary>
    public double? ExpectedLoss { get; set; }
    public double? Transactions { get; set; }
    public double? ETransactions { get; set; }
    public double? SettlementInflow { get; set; }
    public double? Ead { get; set; }
    public double? EconomicCapital { get; set; }
    public double? AvgLoans { get; set; }
    public double? AvgDeposits { get; set; }
    public double? AvgDemandDeposits { get; set; }
    public double? CreditLimit { get; set; }
    public double? CreditUsed { get; set; }
    public double? OverdueBalance { get; set; }
    public double? PayrollHeadcount { get; set; }
    public double? Pd { get; set; }
    public double? Lgd { get; set; }
    public double? MaturityYears { get; set; }

    /// <summary>Distinct active products held; null when not reported.</summary>
    public double? ProductsHeld { get; set; }

    /// <summary>Active products in the catalogue.</summary>
    public double ProductsActive { get; set; }

    /// <summary>The newest list of products in the window: codes joined by <c>|</c>, <c>-</c> for none; null when not reported.</summary>
    public string? Products { get; set; }

    /// <summary>FY0, the fiscal year of the statement in use; null when none is usable.</summary>
    public int? FiscalYear { get; set; }
    public bool Stale { get; set; }
    public double? OperatingRevenue { get; set; }
    public double? Cash { get; set; }
    public double? InterestBearingDebt { get; set; }
    public double? Employees { get; set; }

    /// <summary>R of the window a year earlier; null when NoHistory.</summary>
    public double? EarlierRevenue { get; set; }

    /// <summary>K of the capital function; null when capital was reported, there is no exposure, or risk is unknown.</summary>
    public double? CapitalRatio { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<FiguresRow>
    {
        public void Configure(EntityTypeBuilder<FiguresRow> builder)
        {
            builder.ToTable("figures");
            builder.Property(row => row.Products).HasMaxLength(4000);
            builder.HasKey(row => new { row.SnapshotId, row.CustomerId });
            builder.HasOne<SnapshotRow>().WithMany().HasForeignKey(row => row.SnapshotId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

/// <summary>The 16 indicators of an active customer, in the order of 3.8; null where not measured.</summary>
public sealed class IndicatorRow
{
    public int SnapshotId { get; set; }
    public int CustomerId { get; set; }
    public double? CrossSell { get; set; }
    public double? MonthlyTransactions { get; set; }
    public double? FeeShare { get; set; }
    public double? DepositDerivation { get; set; }
    public double? WalletShare { get; set; }
    public double? CostIncome { get; set; }
    public double? DemandShare { get; set; }
    public double? SettlementShare { get; set; }
    public double? LendingShare { get; set; }
    public double? LineUtilisation { get; set; }
    public double? LoanSpread { get; set; }
    public double? DepositSpread { get; set; }
    public double? CreditCost { get; set; }
    public double? CapitalIntensity { get; set; }
    public double? EChannel { get; set; }
    public double? PayrollPenetration { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<IndicatorRow>
    {
        public void Configure(EntityTypeBuilder<IndicatorRow> builder)
        {
            builder.ToTable("indicators");
            builder.HasKey(row => new { row.SnapshotId, row.CustomerId });
            builder.HasOne<SnapshotRow>().WithMany().HasForeignKey(row => row.SnapshotId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

/// <summary>A credit group on the group grid (3.6).</summary>
public sealed class GroupPositionRow
{
    public int SnapshotId { get; set; }
    public int GroupId { get; set; }

    /// <summary>Active members.</summary>
    public int Members { get; set; }
    public double Revenue { get; set; }

    /// <summary>ΣΠ over members with known EC.</summary>
    public double Return { get; set; }

    /// <summary>ΣEC over members with known EC.</summary>
    public double EconomicCapital { get; set; }

    /// <summary>Null when ΣEC is 0.</summary>
    public double? Raroc { get; set; }
    public Cell? Cell { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<GroupPositionRow>
    {
        public void Configure(EntityTypeBuilder<GroupPositionRow> builder)
        {
            builder.ToTable("group_positions");
            builder.HasKey(row => new { row.SnapshotId, row.GroupId });
            builder.HasOne<SnapshotRow>().WithMany().HasForeignKey(row => row.SnapshotId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<GroupRow>().WithMany().HasForeignKey(row => row.GroupId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>The cut points that a peer group of an axis was measured against.</summary>
public sealed class CutRow
{
    public int SnapshotId { get; set; }
    public Grid Grid { get; set; }

    /// <summary>False for x, true for y.</summary>
    public bool Y { get; set; }

    /// <summary>The customers' own peer group, all dimensions: <c>SizeClass=L</c>; <c>bank</c> when the axis has none.</summary>
    public required string PeerGroup { get; set; }

    /// <summary>The group whose cuts apply: the same, or enlarged because it was too small.</summary>
    public required string UsedGroup { get; set; }

    /// <summary>Placed customers of <see cref="UsedGroup"/> (groups on the group grid) when the cuts were computed.</summary>
    public int N { get; set; }

    /// <summary>Unrounded, on the growth axes in symmetric form; null for empty cuts.</summary>
    public double? Lo { get; set; }

    /// <summary>Unrounded, on the growth axes in symmetric form; null for empty cuts.</summary>
    public double? Hi { get; set; }

    /// <summary>Whether a placed customer of this snapshot is measured against it.</summary>
    public bool InUse { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<CutRow>
    {
        public void Configure(EntityTypeBuilder<CutRow> builder)
        {
            builder.ToTable("cuts");
            builder.HasKey(row => new
            {
                row.SnapshotId,
                row.Grid,
                row.Y,
                row.PeerGroup,
            });
            builder.Property(row => row.PeerGroup).HasMaxLength(NameLength);
            builder.Property(row => row.UsedGroup).HasMaxLength(NameLength);
            builder.HasOne<SnapshotRow>().WithMany().HasForeignKey(row => row.SnapshotId).OnDelete(DeleteBehavior.Cascade);
        }

        private const int NameLength = Columns.NameLength;
    }
}

/// <summary>One indicator of a portrait: a set of customers of an institution and all below it. Nothing is stored where n = 0.</summary>
public sealed class PortraitRow
{
    public int SnapshotId { get; set; }
    public int Place { get; set; }
    public Grid Grid { get; set; }

    /// <summary>The set: 0–8 a cell by <see cref="Cell.Index"/>, 9–11 band Low, Mid, High, 12 all placed.</summary>
    public byte Part { get; set; }

    /// <summary>0 to 15 in the order of 3.8.</summary>
    public byte Indicator { get; set; }

    /// <summary>Customers that have the indicator.</summary>
    public int N { get; set; }

    /// <summary>Σ numerator / Σ denominator.</summary>
    public double Pooled { get; set; }
    public double P25 { get; set; }
    public double Median { get; set; }
    public double P75 { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<PortraitRow>
    {
        public void Configure(EntityTypeBuilder<PortraitRow> builder)
        {
            builder.ToTable("portraits");
            builder.HasKey(row => new
            {
                row.SnapshotId,
                row.Place,
                row.Grid,
                row.Part,
                row.Indicator,
            });
            builder.HasOne<SnapshotRow>().WithMany().HasForeignKey(row => row.SnapshotId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
