using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NineGrid.Domain.Bank;

namespace NineGrid.Data.Mapping;

/// <summary>What an import writes.</summary>
internal interface IImported
{
    /// <summary>The newest batch of data that wrote the row; null before batches were kept.</summary>
    int? BatchId { get; set; }
}

/// <summary>机构, an institution as stored.</summary>
public sealed class InstitutionRow : IImported
{
    public int Id { get; set; }
    public required string Code { get; set; }
    public required string Name { get; set; }

    /// <summary>Null for head office.</summary>
    public int? ParentId { get; set; }
    public InstitutionLevel Level { get; set; }

    /// <inheritdoc/>
    public int? BatchId { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<InstitutionRow>
    {
        public void Configure(EntityTypeBuilder<InstitutionRow> builder)
        {
            builder.ToTable("institutions");
            builder.Property(row => row.Code).IsKey();
            builder.Property(row => row.Name).IsName();
            builder.HasIndex(row => row.Code).IsUnique();
            builder.HasOne<InstitutionRow>().WithMany().HasForeignKey(row => row.ParentId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>客户经理, a relationship manager as stored.</summary>
public sealed class ManagerRow : IImported
{
    public int Id { get; set; }
    public required string EmployeeNo { get; set; }
    public required string Name { get; set; }
    public int InstitutionId { get; set; }

    /// <inheritdoc/>
    public int? BatchId { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ManagerRow>
    {
        public void Configure(EntityTypeBuilder<ManagerRow> builder)
        {
            builder.ToTable("managers");
            builder.Property(row => row.EmployeeNo).IsKey();
            builder.Property(row => row.Name).IsName();
            builder.HasIndex(row => row.EmployeeNo).IsUnique();
            builder.HasOne<InstitutionRow>().WithMany().HasForeignKey(row => row.InstitutionId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>信贷集团, a credit group as stored.</summary>
public sealed class GroupRow : IImported
{
    public int Id { get; set; }
    public required string Code { get; set; }
    public required string Name { get; set; }

    /// <summary>The customer that leads the group; null when unknown.</summary>
    public int? ParentCustomerId { get; set; }

    /// <inheritdoc/>
    public int? BatchId { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<GroupRow>
    {
        public void Configure(EntityTypeBuilder<GroupRow> builder)
        {
            builder.ToTable("credit_groups");
            builder.Property(row => row.Code).IsKey();
            builder.Property(row => row.Name).IsName();
            builder.HasIndex(row => row.Code).IsUnique();
            builder.HasOne<CustomerRow>().WithMany().HasForeignKey(row => row.ParentCustomerId).OnDelete(DeleteBehavior.NoAction);
        }
    }
}

/// <summary>A product of the catalogue as stored.</summary>
public sealed class ProductRow : IImported
{
    public int Id { get; set; }
    public required string Code { get; set; }
    public required string Name { get; set; }
    public ProductLine Line { get; set; }
    public bool Active { get; set; }

    /// <inheritdoc/>
    public int? BatchId { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ProductRow>
    {
        public void Configure(EntityTypeBuilder<ProductRow> builder)
        {
            builder.ToTable("products");
            builder.Property(row => row.Code).IsKey();
            builder.Property(row => row.Name).IsName();
            builder.HasIndex(row => row.Code).IsUnique();
        }
    }
}

/// <summary>公司客户, a customer as stored.</summary>
public sealed class CustomerRow : IImported
{
    public int Id { get; set; }
    public required string No { get; set; }
    public required string Name { get; set; }

    /// <summary>统一社会信用代码; null when unknown.</summary>
    public string? CreditCode { get; set; }
    public int InstitutionId { get; set; }

    /// <summary>Null when nobody looks after the customer.</summary>
    public int? ManagerId { get; set; }

    /// <summary>Null when it belongs to no credit group.</summary>
    public int? GroupId { get; set; }
    public Industry Industry { get; set; }
    public SizeClass Size { get; set; }
    public DateOnly? OpenedOn { get; set; }

    /// <inheritdoc/>
    public int? BatchId { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<CustomerRow>
    {
        public void Configure(EntityTypeBuilder<CustomerRow> builder)
        {
            builder.ToTable("customers");
            builder.Property(row => row.No).IsKey();
            builder.Property(row => row.Name).IsName();
            builder.Property(row => row.CreditCode).HasMaxLength(Domain.Bank.CreditCode.Length).IsUnicode(false);
            builder.HasIndex(row => row.No).IsUnique();
            builder.HasOne<InstitutionRow>().WithMany().HasForeignKey(row => row.InstitutionId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<ManagerRow>().WithMany().HasForeignKey(row => row.ManagerId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<GroupRow>().WithMany().HasForeignKey(row => row.GroupId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>A customer's annual statement as stored; null where it lacks a figure.</summary>
public sealed class StatementRow : IImported
{
    public int CustomerId { get; set; }
    public int FiscalYear { get; set; }
    public decimal? OperatingRevenue { get; set; }
    public decimal? NetProfit { get; set; }
    public decimal? TotalAssets { get; set; }
    public decimal? Cash { get; set; }
    public decimal? InterestBearingDebt { get; set; }
    public long? Employees { get; set; }

    /// <inheritdoc/>
    public int? BatchId { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<StatementRow>
    {
        public void Configure(EntityTypeBuilder<StatementRow> builder)
        {
            builder.ToTable("statements");
            builder.HasKey(row => new { row.CustomerId, row.FiscalYear });
            builder.HasOne<CustomerRow>().WithMany().HasForeignKey(row => row.CustomerId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>The facts of a customer and month as stored; null where not reported. The meaning of each is in <see cref="FactField"/>.</summary>
public sealed class FactRow : IImported
{
    public int CustomerId { get; set; }
    public Period Period { get; set; }
    public decimal? LoanNii { get; set; }
    public decimal? DepositNii { get; set; }
    public decimal? FeeIncome { get; set; }
    public decimal? OperatingCost { get; set; }
    public decimal? ExpectedLoss { get; set; }
    public decimal? EconomicCapital { get; set; }
    public decimal? Ead { get; set; }
    public decimal? Pd { get; set; }
    public decimal? Lgd { get; set; }
    public decimal? MaturityYears { get; set; }
    public decimal? AvgLoans { get; set; }
    public decimal? AvgDeposits { get; set; }
    public decimal? AvgDemandDeposits { get; set; }
    public decimal? CreditLimit { get; set; }
    public decimal? CreditUsed { get; set; }
    public decimal? OverdueBalance { get; set; }
    public long? Transactions { get; set; }
    public long? ETransactions { get; set; }
    public decimal? SettlementInflow { get; set; }
    public long? PayrollHeadcount { get; set; }

    /// <summary>Codes joined by <c>|</c>; <c>-</c> for none; null when not reported.</summary>
    public string? Products { get; set; }

    /// <inheritdoc/>
    public int? BatchId { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<FactRow>
    {
        public void Configure(EntityTypeBuilder<FactRow> builder)
        {
            builder.ToTable("facts");
            builder.HasKey(row => new { row.CustomerId, row.Period });
            builder.Property(row => row.Pd).IsRate();
            builder.Property(row => row.Lgd).IsRate();
            builder.Property(row => row.MaturityYears).IsRate();
            builder.Property(row => row.Products).HasMaxLength(4000);
            // No foreign key to the customers: an import looks each one up before it writes, and a check of every row by the database was half of what
            // PostgreSQL had to do for it. Undo, which alone deletes customers, deletes their facts first.
        }
    }
}
