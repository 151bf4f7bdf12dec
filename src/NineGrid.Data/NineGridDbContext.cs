using System.Text;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using NineGrid.Data.Mapping;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;

namespace NineGrid.Data;

/// <summary>The database: one model, three providers. Only this assembly uses it; others ask queries and commands.</summary>
public abstract class NineGridDbContext(DbContextOptions options) : IdentityUserContext<AppUser, int>(options)
{
    public DbSet<InstitutionRow> Institutions => Set<InstitutionRow>();
    public DbSet<ManagerRow> Managers => Set<ManagerRow>();
    public DbSet<GroupRow> Groups => Set<GroupRow>();
    public DbSet<ProductRow> Products => Set<ProductRow>();
    public DbSet<CustomerRow> Customers => Set<CustomerRow>();
    public DbSet<StatementRow> Statements => Set<StatementRow>();
    public DbSet<FactRow> Facts => Set<FactRow>();
    public DbSet<DataBatchRow> DataBatches => Set<DataBatchRow>();
    public DbSet<StoredFileRow> StoredFiles => Set<StoredFileRow>();
    public DbSet<FilePieceRow> FilePieces => Set<FilePieceRow>();
    public DbSet<JobRow> Jobs => Set<JobRow>();
    public DbSet<SnapshotPartRow> SnapshotParts => Set<SnapshotPartRow>();
    public DbSet<SchemeRow> Schemes => Set<SchemeRow>();
    public DbSet<SchemeDraftRow> SchemeDrafts => Set<SchemeDraftRow>();
    public DbSet<ClosedPeriodRow> ClosedPeriods => Set<ClosedPeriodRow>();
    public DbSet<SnapshotRow> Snapshots => Set<SnapshotRow>();
    public DbSet<SnapshotInstitutionRow> SnapshotInstitutions => Set<SnapshotInstitutionRow>();
    public DbSet<PositionRow> Positions => Set<PositionRow>();
    public DbSet<FiguresRow> Figures => Set<FiguresRow>();
    public DbSet<IndicatorRow> Indicators => Set<IndicatorRow>();
    public DbSet<GroupPositionRow> GroupPositions => Set<GroupPositionRow>();
    public DbSet<CutRow> Cuts => Set<CutRow>();
    public DbSet<PortraitRow> Portraits => Set<PortraitRow>();
    public DbSet<SeparationRow> Separations => Set<SeparationRow>();
    public DbSet<BenchmarkRow> Benchmarks => Set<BenchmarkRow>();
    public DbSet<ProductShareRow> ProductShares => Set<ProductShareRow>();
    public DbSet<GuidanceRow> Guidance => Set<GuidanceRow>();
    public DbSet<InstitutionSumRow> InstitutionSums => Set<InstitutionSumRow>();
    public DbSet<ProductHoldingRow> ProductHoldings => Set<ProductHoldingRow>();
    public DbSet<AlertFiringRow> AlertFirings => Set<AlertFiringRow>();
    public DbSet<AlertRow> Alerts => Set<AlertRow>();
    public DbSet<AlertEventRow> AlertEvents => Set<AlertEventRow>();
    public DbSet<AssignmentRow> Assignments => Set<AssignmentRow>();
    public DbSet<PlanRow> Plans => Set<PlanRow>();
    public DbSet<PlanBaselineRow> PlanBaselines => Set<PlanBaselineRow>();
    public DbSet<PlanStepRow> PlanSteps => Set<PlanStepRow>();
    public DbSet<PlanCommentRow> PlanComments => Set<PlanCommentRow>();
    public DbSet<SavedViewRow> SavedViews => Set<SavedViewRow>();
    public DbSet<ProtectionKeyRow> ProtectionKeys => Set<ProtectionKeyRow>();
    public DbSet<AuditRow> Audit => Set<AuditRow>();

    /// <summary>The collation under which text keys sort and compare by code point.</summary>
    private protected abstract string? OrdinalCollation { get; }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<decimal>().HavePrecision(Columns.Money.Precision, Columns.Money.Scale);
        configurationBuilder.Properties<Period>().HaveConversion<PeriodConverter>();
        configurationBuilder.Properties<Cell>().HaveConversion<CellConverter>();
        configurationBuilder.Properties<Industry>().HaveConversion<IndustryConverter>().HaveMaxLength(1).AreUnicode(false);
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(NineGridDbContext).Assembly);
        BeforeImages.Map(builder);
        foreach (IMutableEntityType entity in builder.Model.GetEntityTypes())
        {
            foreach (IMutableProperty property in entity.GetProperties())
            {
                property.SetColumnName(SnakeCase(property.Name));
                if (property.ClrType == typeof(string) && property.GetMaxLength() == Columns.KeyLength)
                {
                    property.SetCollation(OrdinalCollation);
                }
            }
        }
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        KeepAuditTrail();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        KeepAuditTrail();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    private void KeepAuditTrail()
    {
        if (ChangeTracker.Entries<AuditRow>().Any(line => line.State is EntityState.Modified or EntityState.Deleted))
        {
            throw new InvalidOperationException("The audit trail is append-only.");
        }
    }

    /// <summary><c>ParentCustomerId</c> → <c>parent_customer_id</c>.</summary>
    private static string SnakeCase(string name)
    {
        var text = new StringBuilder();
        for (int i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0)
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }

    private sealed class PeriodConverter() : ValueConverter<Period, int>(period => period.Number, number => Period.FromNumber(number));

    private sealed class CellConverter() : ValueConverter<Cell, byte>(cell => (byte)cell.Index, index => Cell.FromIndex(index));

    private sealed class IndustryConverter()
        : ValueConverter<Industry, string>(industry => industry.ToString(), text => Industry.Of(text[0]));

    private sealed class UtcConverter()
        : ValueConverter<DateTime, DateTime>(time => time.ToUniversalTime(), time => DateTime.SpecifyKind(time, DateTimeKind.Utc));
}
